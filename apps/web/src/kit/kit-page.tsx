import { useState } from 'react';
import { AreaProvider, type Area } from './area.js';
import { Button, ButtonLink, ButtonRow, CallLink } from './button.js';
import { ChoiceGrid } from './choice-grid.js';
import { ChoiceList } from './choice-list.js';
import { DateField, ErrorSummary, Select, TextArea, TextField, TimeField } from './field.js';
import { Card, Muted, Notice, Stack } from './notice.js';
import { Page } from './page.js';
import { Empty, ErrorState, Loading, StatusLine, Timestamp } from './states.js';
import { DefinitionList, FactList, Table } from './table.js';
import styles from './kit-page.module.css';

const themes = ['light', 'dark', 'low-stim'] as const;

/** Every component of the kit in three themes, side by side. Exists in development only, so its words are in English. */
export function KitPage() {
  const [area, setArea] = useState<Area>('patient');
  return (
    <AreaProvider value={area}>
      <ChoiceGrid columns={2} label="Area" value={area} onChange={setArea} choices={[{ value: 'patient', label: 'Patient' }, { value: 'staff', label: 'Staff' }]} />
      <div className={styles.columns}>
        {themes.map((theme) => (
          <div key={theme} data-theme={theme} data-area={area} className={styles.column}>
            <Everything theme={theme} />
          </div>
        ))}
      </div>
    </AreaProvider>
  );
}

const steps = [{ from: 'Tue 19 August', dose: '0.75 mg' }, { from: 'Tue 2 September', dose: '0.7 mg' }];

function Everything({ theme }: { readonly theme: string }) {
  const [score, setScore] = useState<string | null>('5');
  const [picked, setPicked] = useState<string[]>(['two']);
  const [text, setText] = useState('');
  const ids = (name: string): string => `${theme}-${name}`;
  return (
    <Page
      heading={`This is the kit in ${theme}.`}
      above="Question 1 of 4"
      back={{ to: '/' }}
      corner="Ref 7K4M"
      focusKey="kit"
      status={<StatusLine>Saved on this phone. No one can see it until it sends.</StatusLine>}
      footer={<><Button variant="primary" fill>Continue</Button><Button fill>Save and stop here</Button></>}
    >
      <ChoiceGrid label="How strong" value={score} onChange={setScore} choices={['0', '1', '2', '5', '8', '10'].map((value) => ({ value, label: value, note: value === '5' ? 'medium' : undefined }))} />
      <ChoiceList label="Which of these" values={picked} onChange={setPicked} choices={[{ value: 'one', label: 'One thing' }, { value: 'two', label: 'Another', note: 'with a note' }]} />
      <Notice tone="urgent" title="Call 911 now."><p>A tinted box with a strong edge.</p></Notice>
      <Notice tone="wait" title="Sent today at 2:02 pm."><p>It is now 2:40 pm.</p></Notice>
      <Notice tone="info"><p>For your information.</p></Notice>
      <Notice tone="ok"><p>This was saved.</p></Notice>
      <Card title="A card">
        <DefinitionList items={[{ term: 'Dose now', detail: 'clonazepam 0.75 mg a day' }, { term: 'Last change', detail: '9 days ago' }]} />
        <FactList label="What happened" facts={[{ key: 'a', text: 'Sent, 2:02 pm', done: true }, { key: 'b', text: 'Opened: not yet', done: false }]} />
      </Card>
      <ErrorSummary errors={[{ fieldId: ids('name'), message: 'Enter a name.' }]} />
      <TextField id={ids('name')} label="Name" description="As on your card" error="Enter a name." value={text} onChange={setText} />
      <TextArea label="Note" value={text} onChange={setText} />
      <Select label="Country" value="US" onChange={() => undefined} options={[{ value: 'US', label: 'United States' }]} />
      <TimeField label="Time" value="09:00" onChange={() => undefined} />
      <DateField label="From" value="2026-08-19" onChange={() => undefined} />
      <Table caption="Steps" rows={steps} rowKey={(row) => row.from} columns={[{ key: 'from', header: 'From', cell: (row) => row.from }, { key: 'dose', header: 'Dose', cell: (row) => row.dose, align: 'end' }]} />
      <Stack>
        <Loading what="your plan" />
        <Empty title="No open alerts." action={<Button>Refresh</Button>}><Muted>Checked 09:14.</Muted></Empty>
        <ErrorState reference="7K4M" onRetry={() => undefined} phone="555 0100" />
        <p><Timestamp at="2026-08-19T18:02:00Z" /></p>
      </Stack>
      <ButtonRow>
        <Button variant="danger">Delete</Button>
        <Button isDisabled>Not now</Button>
        <Button isPending>Sending</Button>
        <Button variant="link">A link</Button>
        <ButtonLink to="/kit">Somewhere</ButtonLink>
        <CallLink href="tel:911">Call 911</CallLink>
      </ButtonRow>
    </Page>
  );
}
