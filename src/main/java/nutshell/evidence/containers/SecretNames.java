package nutshell.evidence.containers;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nutshell.evidence.Facts;

/** Tells by name and form what is a secret, and forgets the value at once. */
public final class SecretNames {

    private static final Pattern NAME = Pattern.compile(
            "(?:^|[_.\\-]|(?<=[a-z])(?=[A-Z]))(?i:pass(?:w(?:or)?d|phrase)?|pwd|secret|secrets|token|api[_-]?key|apikey"
                    + "|access[_-]?key(?:[_-]?id)?|private[_-]?key|credentials?|auth|jwt|dsn|connection[_-]?string)(?:$|[_.\\-0-9])");

    /** Names that say where a secret lies instead of what it is, or that are about secrets without being one. */
    private static final Pattern ABOUT = Pattern.compile(
            "(?i).*(_file|_path|_dir|_name|_url|_uri|_host|_port|_type|_mode|_method|_enabled|_ttl|_length|_timeout|_sock)$");

    private static final Pattern OPTION = Pattern.compile(
            "--?(?i:[a-z0-9-]*(?:password|passwd|passphrase|secret|token|api-?key|apikey|access-?key|private-?key|credentials?))(?:$|[=:].*)",
            Pattern.DOTALL);

    private SecretNames() {}

    /** Whether somebody who reads this name and value has read a secret. */
    public static boolean isSecret(String name, String value) {
        if (value.isBlank() || value.matches("(?i)true|false|yes|no|none|null|\\d{1,4}") || isReference(value)) {
            return false;
        }
        boolean named = NAME.matcher(name).find() && !ABOUT.matcher(name).matches();
        return (named && !value.startsWith("/")) || isForm(value);
    }

    /** Whether a value is a secret whatever its name: a private key, a token of a known form, a URL with a password. */
    public static boolean isForm(String value) {
        return SecretForm.in(value).isPresent() || hasPassword(value);
    }

    /** A variable, or a mark where one will be put: not the secret itself. */
    private static boolean isReference(String value) {
        return value.matches("\\$\\{?[A-Za-z_][A-Za-z0-9_]*}?|\\$\\{\\{.*}}|<[^>]*>|\\*+|\\{\\{.*}}");
    }

    private static boolean hasPassword(String value) {
        if (!value.contains("://") || !value.contains("@")) {
            return false;
        }
        try {
            String user = URI.create(value.strip()).getRawUserInfo();
            return user != null && user.indexOf(':') >= 0 && user.indexOf(':') < user.length() - 1;
        } catch (IllegalArgumentException e) {
            return value.matches("(?s).*://[^/@\\s]*:[^/@\\s]+@.*");
        }
    }

    /** The names in {@code NAME=value} lines. */
    public static List<Map<String, String>> inEnvironment(JsonNode lines) {
        List<Map<String, String>> found = new ArrayList<>();
        for (String line : Facts.texts(lines)) {
            int equals = line.indexOf('=');
            if (equals > 0 && isSecret(line.substring(0, equals), line.substring(equals + 1))) {
                found.add(Map.of("where", "environment", "name", line.substring(0, equals)));
            }
        }
        return found;
    }

    public static List<Map<String, String>> inLabels(JsonNode labels) {
        List<Map<String, String>> found = new ArrayList<>();
        labels.properties().forEach(label -> {
            if (isSecret(label.getKey(), label.getValue().asText(""))) {
                found.add(Map.of("where", "label", "name", label.getKey()));
            }
        });
        return found;
    }

    /** Options such as {@code --password}, of which the name alone is told. */
    public static List<Map<String, String>> inCommand(JsonNode words) {
        List<Map<String, String>> found = new ArrayList<>();
        List<String> all = Facts.texts(words);
        for (int i = 0; i < all.size(); i++) {
            String word = all.get(i);
            boolean option = OPTION.matcher(word).matches();
            boolean carries = word.indexOf('=') > 0
                    || (i + 1 < all.size() && !all.get(i + 1).startsWith("-"));
            if (option && carries && !word.toLowerCase(Locale.ROOT).contains("-file")) {
                found.add(Map.of("where", "command", "name", word.replaceFirst("(?s)[=:].*", "")));
            } else if (isForm(word)) {
                found.add(Map.of("where", "command", "name", "word " + (i + 1)));
            } else if (word.contains("=") || word.contains(" ")) {
                found.addAll(assignments(word));
            }
        }
        return found;
    }

    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?:^|[\\s;&|'\"(])(--?)?([A-Za-z_][A-Za-z0-9_-]*)=('[^']*'|\"[^\"]*\"|[^\\s;&|'\")]+)");

    /** Assignments inside a shell's text; also of a Dockerfile's or an image's history. */
    public static List<Map<String, String>> assignments(String text) {
        List<Map<String, String>> found = new ArrayList<>();
        var matcher = ASSIGNMENT.matcher(text);
        while (matcher.find()) {
            if (isSecret(matcher.group(2).replace('-', '_'), unquoted(matcher.group(3)))) {
                found.add(Map.of("where", "command", "name", matcher.group(2)));
            }
        }
        return found;
    }

    private static final Pattern IN_ADDRESS = Pattern.compile("(://[^/@\\s:]*:)[^/@\\s]+@");
    private static final Pattern OPTION_VALUE =
            Pattern.compile("(" + OPTION.pattern().replace("(?:$|[=:].*)", "") + ")([=:\\s]+)[^\\s;&|]+");

    /** A shell's text as it may be shown: the values of what is a secret by name or form are taken out. */
    public static String hidden(String text) {
        String shown = ASSIGNMENT
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        isSecret(found.group(2).replace('-', '_'), unquoted(found.group(3)))
                                ? found.group()
                                                .substring(
                                                        0,
                                                        found.group().length()
                                                                - found.group(3).length())
                                        + SecretForm.HIDDEN
                                : found.group()));
        shown = OPTION_VALUE.matcher(shown).replaceAll("$1$2" + SecretForm.HIDDEN);
        return SecretForm.without(IN_ADDRESS.matcher(shown).replaceAll("$1" + SecretForm.HIDDEN + "@"));
    }

    private static String unquoted(String value) {
        return value.replaceAll("^['\"]|['\"]$", "");
    }
}
