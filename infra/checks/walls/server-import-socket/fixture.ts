// as: libs/notifications/server/src/fixture.ts
// breaks: @nx/enforce-module-boundaries | A project tagged with "type:server"
import { Server } from 'socket.io';
export const use = Server;
