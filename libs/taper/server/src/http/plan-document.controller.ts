import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { Authenticator } from '@evenkeel/http';
import { isRefusal } from '@evenkeel/kernel';
import { isLanguage, type Language, preferredLanguage, sayRefusal } from '@evenkeel/language';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { paperReaders } from '../document/write-plan.js';
import { dispensingDays, PrintPlan } from '../use-cases/print-plan.js';

const asked = z.object({ for: z.enum(paperReaders).default('patient'), language: z.string().max(8).optional(), every: z.coerce.number().pipe(z.literal([...dispensingDays])).default(28) });

const statuses: Readonly<Record<string, number>> = { 'signed-out': 401, 'not-found': 404, 'not-in-force': 409, 'call-first': 409, general: 400 };

/** The plan on paper. Opening the address changes nothing; that it was printed is in the audit. */
@Controller('documents')
export class PlanDocumentController {
  constructor(private readonly people: Authenticator, private readonly print: PrintPlan) {}

  @Get('plan/:patientId/:file')
  async plan(@Param('patientId') patientId: string, @Param('file') file: string, @Query() query: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.people.identify(request);
    if (visitor === null) return refuse(response, preferredLanguage(request.headers['accept-language']), 'signed-out');
    const number = /^([1-9]\d{0,5})\.pdf$/.exec(file)?.[1];
    const wish = asked.safeParse(query);
    if (number === undefined || !wish.success) return refuse(response, visitor.language, number === undefined ? 'not-found' : 'general');
    const language = wish.data.language !== undefined && isLanguage(wish.data.language) ? wish.data.language : visitor.language;
    const paper = await this.print.run(visitor.actor, { patientId, number: Number(number), reader: wish.data.for, language, everyDays: wish.data.every });
    if (isRefusal(paper)) return refuse(response, visitor.language, paper.code);
    response.status(200).setHeader('content-type', 'application/pdf').setHeader('content-disposition', `inline; filename="plan-${number}.pdf"`).setHeader('cache-control', 'no-store').send(paper);
  }
}

/** A sentence, because a person opened this in a window of their own. */
function refuse(response: Response, language: Language, code: string): void {
  response.status(statuses[code] ?? 422).setHeader('cache-control', 'no-store').type('text/plain; charset=utf-8').send(sayRefusal(language, { code, facts: {} }));
}
