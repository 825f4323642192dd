package nutshell.evidence.containers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nutshell.evidence.Facts;

/** What a container's program is given: its words, its variables, its labels, of which a secret's value is not told. */
record DeclaredProgram(JsonNode config) {

    boolean hasHealthcheck() {
        JsonNode test = config.path("Healthcheck").path("Test");
        return test.isArray() && !test.isEmpty() && !test.path(0).asText().equals("NONE");
    }

    List<Map<String, String>> secrets() {
        List<Map<String, String>> secrets = new ArrayList<>(SecretNames.inEnvironment(config.path("Env")));
        secrets.addAll(SecretNames.inCommand(config.path("Cmd")));
        secrets.addAll(SecretNames.inCommand(config.path("Entrypoint")));
        secrets.addAll(SecretNames.inLabels(config.path("Labels")));
        secrets.addAll(SecretNames.inCommand(config.path("Healthcheck").path("Test")));
        return secrets;
    }

    /** Names of variables that send something over the network as it is. */
    List<String> plainHttp() {
        return Facts.texts(config.path("Env")).stream()
                .filter(line -> line.matches("(?s)[^=]+=(http|ftp|amqp|redis|mqtt|ldap|smtp|telnet)://.*")
                        && !line.matches("(?si)[^=]+=[a-z]+://([^/@]*@)?(localhost|127\\.[0-9.]+|\\[::1])([:/].*)?")
                        && !line.toLowerCase(Locale.ROOT).startsWith("http_proxy="))
                .map(line -> line.substring(0, line.indexOf('=')))
                .toList();
    }

    /** Names of variables that open a cloud's account. */
    List<String> cloud() {
        return Facts.texts(config.path("Env")).stream()
                .map(line -> line.replaceFirst("(?s)=.*", ""))
                .filter(
                        name -> name.matches(
                                "AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|ROLE_ARN|WEB_IDENTITY_TOKEN_FILE)"
                                        + "|GOOGLE_APPLICATION_CREDENTIALS|AZURE_(CLIENT_SECRET|CLIENT_ID|FEDERATED_TOKEN_FILE)"))
                .toList();
    }
}
