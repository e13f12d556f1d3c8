/** The app's credentials: what botbuilder checks what comes in with, and the token for what goes out. */
import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
} from "botbuilder";
import type { Lock } from "./doors.ts";
import { isLoopback } from "./entrance.ts";
import type { Cloud, TeamsOptions } from "./options.ts";
import { signingKeys } from "./signing-keys.ts";

/** https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication */
const ISSUER = "https://api.botframework.com";
const METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration";
const LOGIN = "https://login.microsoftonline.com";

/** Says in one sentence what is missing; what is not there may not be guessed. Throws that as an Error. */
export function checkOptions({ appId, appPassword, tenant, playground, host }: TeamsOptions): void {
  if (!tenant) throw new Error("starting Teams: there is no tenant id");
  if (appId && playground) throw new Error("starting Teams: with an app id there is no playground");
  if (appId && !appPassword) throw new Error("starting Teams: there is no password for the app");
  if (!appId && !playground) throw new Error("starting Teams: without an app id anybody could claim to be anybody");
  if (playground && !isLoopback(host))
    throw new Error(`starting Teams: a playground listens on this machine alone, not on ${host}`);
}

/** Null in the playground: nobody is asked. */
export function lockOf({ appId, cloud }: TeamsOptions): Lock | null {
  if (!appId) return null;
  return { appId, issuer: cloud?.issuer ?? ISSUER, keys: signingKeys(cloud?.metadataUrl ?? METADATA) };
}

/** botbuilder's own adapter, which checks the token a second time. */
export function adapterOf({ appId, appPassword, tenant, cloud }: TeamsOptions): CloudAdapter {
  if (!appId) return new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
  const app = { MicrosoftAppId: appId, MicrosoftAppType: "SingleTenant", MicrosoftAppTenantId: tenant };
  const credentials = new ConfigurationServiceClientCredentialFactory({
    ...app,
    MicrosoftAppPassword: appPassword ?? "",
  });
  return new CloudAdapter(new ConfigurationBotFrameworkAuthentication({ ...app, ...settingsOf(cloud) }, credentials));
}

/** The token for what goes out; null in the playground. */
export function tokenOf({ appId, appPassword, tenant, cloud }: TeamsOptions): () => Promise<string | null> {
  if (!appId) return async () => null;
  if (cloud) return cloud.token;
  const factory = new ConfigurationServiceClientCredentialFactory({
    ...{ MicrosoftAppId: appId, MicrosoftAppPassword: appPassword ?? "" },
    ...{ MicrosoftAppType: "SingleTenant", MicrosoftAppTenantId: tenant },
  });
  return async () => {
    const credentials = await factory.createCredentials(appId, ISSUER, `${LOGIN}/${tenant}`, true);
    if (!("getToken" in credentials) || typeof credentials.getToken !== "function")
      throw new Error("signing in to Teams");
    return String(await credentials.getToken());
  };
}

/** botbuilder takes all of another cloud's settings or none. */
function settingsOf(cloud: Cloud | undefined): Record<string, string> {
  if (!cloud) return {};
  return {
    ToChannelFromBotLoginUrl: LOGIN,
    ToChannelFromBotOAuthScope: ISSUER,
    ToBotFromChannelTokenIssuer: cloud.issuer,
    ToBotFromChannelOpenIdMetadataUrl: cloud.metadataUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: cloud.metadataUrl,
    OAuthUrl: cloud.issuer,
    CallerId: "",
  };
}
