import { describePlatform } from '../platform-contract.ts';
import { slackStage } from './stage.ts';

describePlatform('Slack', () => slackStage());
