import { TaperSettingsTable, type TaperSettingsTableQuery } from '@evenkeel/api-client';
import { useOperation } from '../../shell/use-operation.js';

export type SettingsRecord = TaperSettingsTableQuery['taperSettings'];
export type SettingsVersion = SettingsRecord['current'];

/** What counts now and every version that was signed, the newest first. */
export const useTaperSettings = () => useOperation(TaperSettingsTable, {}, { topics: ['taper-settings'] });
