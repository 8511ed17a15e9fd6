import { useTranslation } from 'react-i18next';
import { Avatar } from './avatar.js';

export interface AuthorFacts {
  readonly displayName: string | null;
  readonly tint: number;
  readonly part: string;
}

/** How somebody is called here, whoever they are: a former member and a moderator without a name too. */
export function useNameOf(): (author: AuthorFacts) => string {
  const { t } = useTranslation('peer-groups');
  return ({ displayName, part }) => displayName ?? (part === 'moderator' ? t('moderator') : t('former'));
}

/** A made-up name with its initials. */
export function AuthorName({ author, mine = false }: { readonly author: AuthorFacts; readonly mine?: boolean }) {
  const { t } = useTranslation('peer-groups');
  const name = useNameOf()(author);
  const notes = [author.part === 'moderator' && author.displayName !== null ? t('isModerator') : null, mine ? t('you') : null].filter((note) => note !== null);
  return (
    <>
      <Avatar name={name} tint={author.tint} />
      <span><b>{name}</b>{notes.length === 0 ? null : ` (${notes.join(', ')})`}</span>
    </>
  );
}
