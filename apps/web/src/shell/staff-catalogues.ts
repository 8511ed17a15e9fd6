import auditEn from '../audit/language/staff/en.json';
import auditEs from '../audit/language/staff/es.json';
import careTeamEn from '../care-team/language/staff/en.json';
import careTeamEs from '../care-team/language/staff/es.json';
import checkInsEn from '../check-ins/language/staff/en.json';
import checkInsEs from '../check-ins/language/staff/es.json';
import escalationEn from '../escalation/language/staff/en.json';
import escalationEs from '../escalation/language/staff/es.json';
import { addCatalogues } from '../language/language.js';
import notificationsEn from '../notifications/language/staff/en.json';
import notificationsEs from '../notifications/language/staff/es.json';
import taperEn from '../taper/language/staff/en.json';
import taperEs from '../taper/language/staff/es.json';
import timelineEn from '../timeline/language/en.json';
import timelineEs from '../timeline/language/es.json';
import timelineStaffEn from '../timeline/language/staff/en.json';
import timelineStaffEs from '../timeline/language/staff/es.json';
import shellEn from './language/staff/en.json';
import shellEs from './language/staff/es.json';

/** The words of the staff screens. They come with the staff area, so that no patient's phone loads them. */
export function addStaffCatalogues(): void {
  addCatalogues({
    en: { 'audit-staff': auditEn, 'care-team-staff': careTeamEn, 'check-ins-staff': checkInsEn, 'escalation-staff': escalationEn, 'notifications-staff': notificationsEn, 'shell-staff': shellEn, 'taper-staff': taperEn, timeline: timelineEn, 'timeline-staff': timelineStaffEn },
    es: { 'audit-staff': auditEs, 'care-team-staff': careTeamEs, 'check-ins-staff': checkInsEs, 'escalation-staff': escalationEs, 'notifications-staff': notificationsEs, 'shell-staff': shellEs, 'taper-staff': taperEs, timeline: timelineEs, 'timeline-staff': timelineStaffEs },
  });
}
