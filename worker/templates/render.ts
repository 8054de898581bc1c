import { LuyueError } from '../../domain/errors';
import type { Content, House, NoticeMatter, Template } from './template';
import { Values } from './values';

export interface Rendered {
  readonly subject: string;
  readonly body: string;
  readonly sms: string;
}

export class Templates {
  private readonly byName = new Map<string, readonly Template[]>();

  /** @throws LuyueError defect.unexpected where two templates have one name and version. */
  constructor(list: readonly Template[]) {
    for (const template of list) {
      const known = this.byName.get(template.name) ?? [];
      if (known.some(({ version }) => version === template.version))
        throw new LuyueError('defect.unexpected', `template ${template.name} ${template.version} exists twice`);
      this.byName.set(
        template.name,
        [...known, template].sort((a, b) => a.version - b.version),
      );
    }
  }

  get names(): readonly string[] {
    return [...this.byName.keys()];
  }

  /** Version that a new notice is written with; null where there is no such template. */
  currentVersion(name: string): number | null {
    return this.byName.get(name)?.at(-1)?.version ?? null;
  }

  /** @throws LuyueError notice.unrenderable */
  find(name: string, version: number): Template {
    const template = this.byName.get(name)?.find((candidate) => candidate.version === version);
    if (template === undefined) throw new LuyueError('notice.unrenderable', `there is no template ${name} ${version}`, { template: name });
    return template;
  }

  /** Words of a notice for one recipient. @throws LuyueError notice.unrenderable: no such template, or a value is missing. */
  render(matter: NoticeMatter, house: House): Rendered {
    const template = this.find(matter.template, matter.version);
    const values = new Values(matter, house);
    const content = template[matter.locale](values);
    return marked(frames[template.audience](content, values), matter);
  }
}

type Frame = (content: Content, v: Values) => Rendered;

/** Stands before everything that an exercise or a case in compressed time says. */
export const drillMark = (speed: string | null): string => (speed === null ? '【演练/DRILL】' : `【演练/DRILL 时间压缩 ${speed}】`);

/** A drill must never be taken for the real thing. */
function marked(rendered: Rendered, { compressed, drill }: NoticeMatter): Rendered {
  if (compressed === null && !drill) return rendered;
  const mark = drillMark(compressed);
  return { subject: `${mark}${rendered.subject}`, body: `${mark}\n\n${rendered.body}`, sms: `${mark}${rendered.sms}` };
}

const letter: Frame = ({ subject, lines, sms }, v) => {
  const { recipientName, number } = v.matter;
  const zh = v.locale === 'zh-CN';
  const name = recipientName ?? (zh ? '客户' : 'Customer');
  const process = v.pick(v.matter.process);
  const body = zh
    ? [`尊敬的${name}：`, ...lines, `如有疑问，请致电 ${v.hotline}，并提供案件编号 ${number}。`, `${v.insurer}\n${v.today}`]
    : [
        `Dear ${name},`,
        ...lines,
        `For questions please call ${v.hotline} and give the case number ${number}.`,
        `Yours sincerely,\n${v.insurer}\n${v.today}`,
      ];
  const short = zh
    ? `【${v.insurer}】${name}，${sms}案件编号 ${number}，客服 ${v.hotline}。`
    : `[${v.insurer}] ${sms} Case ${number}, hotline ${v.hotline}.`;
  return {
    subject: zh ? `${subject}（${process} ${number}）` : `${subject} (${process} ${number})`,
    body: `${body.join('\n\n')}\n`,
    sms: short,
  };
};

const alert: Frame = ({ subject, lines, sms }, v) => {
  const { number, case: id } = v.matter;
  const head =
    v.locale === 'zh-CN' ? `案件 ${number}（${v.pick(v.matter.process)}，${id}）` : `Case ${number} (${v.pick(v.matter.process)}, ${id})`;
  return { subject: `${subject} ${number}`, body: `${[head, ...lines, v.link].join('\n')}\n`, sms: `${subject} ${number}: ${sms}` };
};

const report: Frame = ({ subject, lines, sms }, v) => {
  const { number } = v.matter;
  const head =
    v.locale === 'zh-CN'
      ? `报送单位：${v.insurer}\n案件编号：${number}\n报送日期：${v.today}`
      : `From: ${v.insurer}\nCase: ${number}\nDate: ${v.today}`;
  return { subject: `${subject} ${number}`, body: `${[head, ...lines].join('\n\n')}\n`, sms: `${v.insurer} ${number}: ${sms}` };
};

const frames: Readonly<Record<Template['audience'], Frame>> = { customer: letter, staff: alert, regulator: report };
