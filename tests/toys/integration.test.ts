import {
  describeSource,
  describeTimeBook,
  describeWebhooks,
  describeWriteBack,
} from '../integrations/integration-contract.ts';
import { workshopStage } from './workshop-stage.ts';

describeSource('the toy', workshopStage);
describeWebhooks('the toy', workshopStage);
describeWriteBack('the toy', workshopStage);
describeTimeBook('the toy', workshopStage);
