import { Module } from '@nestjs/common';
import { Access } from './access.js';
import { PatientsResolver } from './graphql/patients.resolver.js';
import { StandingReader } from './store/standing.reader.js';
import { TeamReader } from './store/team.reader.js';

/** Who is on a patient's team, what the patient shares with whom, and therefore who may read what. */
@Module({ providers: [Access, PatientsResolver, StandingReader, TeamReader], exports: [Access, TeamReader] })
export class CareTeamModule {}
