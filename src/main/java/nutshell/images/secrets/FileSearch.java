package nutshell.images.secrets;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nutshell.evidence.containers.SecretForm;
import nutshell.evidence.containers.SecretNames;

/** Looks for secrets in one file after the other; each kind is told once a file, by its first line. */
final class FileSearch {

    /** Settings, where a name tells what its value is; in programs and documents it does not. */
    private static final Pattern SETTINGS = Pattern.compile(
            "(?:.*/)?(?:[^/]*\\.env(?:\\.[a-z]+)?|[^/]+\\.(?:conf|cfg|cnf|ini|properties|ya?ml|toml|json|tfvars|xml)|environment"
                    + "|credentials|config)");

    /** What packages bring, or examples show, is no secret of the image's. */
    private static final Pattern PACKAGED =
            Pattern.compile("/usr/(?:share|lib|include)/.*|/var/lib/(?:dpkg|apk|rpm)/.*");

    private static final Pattern SETTING = Pattern.compile(
            "^[\\s\"'<-]*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)[\"']?\\s*[=:]\\s*[\"']?([^\\s\"',;<>]+)");

    /** The line after the mark of a key is its beginning; in a program that only knows the mark it is not. */
    private static final Pattern KEY_BODY =
            Pattern.compile("\\s*(?:[A-Za-z0-9+/=]{40,}|Proc-Type:.*|[A-Za-z0-9+/]{16,})\\s*");

    private static final Pattern INLINE_KEY = Pattern.compile("PRIVATE KEY-----(?:\\\\n|\\s)*[A-Za-z0-9+/=]{40,}");

    /** So that "passwd: files", of nsswitch.conf(5), is none. */
    private static final int SHORTEST = 6;

    private final Lines lines = new Lines();
    private final Map<String, Integer> found = new LinkedHashMap<>();
    private int keyMark;

    /** Returns the kinds of secrets in a file, each with the line. */
    Map<String, Integer> in(String path, InputStream contents) throws IOException {
        found.clear();
        keyMark = 0;
        Optional<CredentialFile> credentials = CredentialFile.of(path);
        boolean settings =
                SETTINGS.matcher(path).matches() && !PACKAGED.matcher(path).matches();
        lines.read(contents, (text, number) -> {
            form(text, number);
            if (credentials.filter(file -> file.isIn(text)).isPresent()) {
                found.putIfAbsent(credentials.get().kind(), number);
            } else if (settings) {
                setting(text, number);
            }
        });
        return Map.copyOf(found);
    }

    private void form(String text, int number) {
        if (keyMark == number - 1 && keyMark > 0 && KEY_BODY.matcher(text).matches()) {
            found.putIfAbsent(SecretForm.PRIVATE_KEY.words(), keyMark);
        }
        SecretForm.in(text).ifPresent(form -> {
            if (form != SecretForm.PRIVATE_KEY || INLINE_KEY.matcher(text).find()) {
                found.putIfAbsent(form.words(), number);
            } else {
                keyMark = number;
            }
        });
    }

    private void setting(String text, int number) {
        Matcher setting = SETTING.matcher(text);
        if (!setting.find() || SecretForm.in(text).isPresent()) {
            return;
        }
        String value = setting.group(2);
        if (value.length() >= SHORTEST && SecretNames.isSecret(setting.group(1).replace('-', '_'), value)) {
            found.putIfAbsent("secret by its name", number);
        } else if (Entropy.isHigh(value)) {
            found.putIfAbsent("random text (entropy)", number);
        }
    }
}
