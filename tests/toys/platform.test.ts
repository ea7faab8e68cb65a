import { describePlatform } from '../bot/platform-contract.ts';
import { wallStage } from './wall-stage.ts';

describePlatform('the toy', wallStage);
