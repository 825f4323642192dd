package nutshell.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import nutshell.evidence.Documents;
import nutshell.refusals.Nearest;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Reads a policy strictly: a demand that was misspelt would be one that nobody makes. */
final class PolicyReader {

    private static final List<String> KEYS =
            List.of("scanned", "findings", "base", "user", "secrets", "reference", "signed");

    private final Path file;
    private final String text;

    PolicyReader(Path file) {
        this.file = file;
        this.text = Documents.text(file)
                .fact()
                .orElseThrow(() -> Refusal.usage(
                        Printable.text(file.toString()) + " cannot be read: "
                                + Documents.text(file).unseen().orElse(""),
                        "nutshell gate image.tar --policy labs/policies/example.yaml"));
    }

    Policy read() {
        List<JsonNode> documents = parsed();
        if (documents.size() != 1
                || !documents.get(0).isObject()
                || documents.get(0).isEmpty()) {
            throw wrong("", "expected one document with at least one demand", "user: not-root");
        }
        JsonNode policy = documents.get(0);
        only(policy, "", Set.copyOf(KEYS));
        return new Policy(KEYS.stream()
                .filter(policy::has)
                .map(key -> rule(key, policy.path(key)))
                .toList());
    }

    private List<JsonNode> parsed() {
        try {
            return Documents.parseYaml(text);
        } catch (Refusal e) {
            throw e.at(file.toString());
        }
    }

    private Rule rule(String key, JsonNode value) {
        return switch (key) {
            case "scanned" -> {
                only(value, key, Set.of("within-days"));
                yield new Scanned(days(value.path("within-days")));
            }
            case "findings" -> findings(value);
            case "base" -> new ApprovedBase(bases(value));
            case "user" -> word(key, value, "not-root", new NotRoot());
            case "secrets" -> word(key, value, "none", new NoSecrets());
            case "reference" -> word(key, value, "digest", new Pinned());
            case "signed" -> {
                only(value, key, Set.of("key"));
                String name = required(value, "key", "key: cosign.pub");
                yield new Signed(PublicKeyFile.read(file.toAbsolutePath().resolveSibling(name)));
            }
            default -> throw new IllegalStateException(key);
        };
    }

    private Rule word(String key, JsonNode value, String expected, Rule rule) {
        if (!value.asText("").equals(expected)) {
            throw wrong(key, "expected the word " + expected, key + ": " + expected);
        }
        return rule;
    }

    private int days(JsonNode days) {
        if (!days.isIntegralNumber() || !days.canConvertToInt() || days.intValue() < 1 || days.intValue() > 3650) {
            throw wrong("within-days", "expected a number of days from 1 to 3650", "within-days: 7");
        }
        return days.intValue();
    }

    private FindingsBelow findings(JsonNode value) {
        only(value, "findings", Set.of("below", "waived"));
        String below = required(value, "below", "below: high");
        if (!FindingsBelow.SEVERITIES.contains(below)) {
            throw wrong("below", "expected one of " + String.join(", ", FindingsBelow.SEVERITIES), "below: high");
        }
        List<Waiver> waivers = new ArrayList<>();
        for (JsonNode waiver : list(value, "waived", false)) {
            only(waiver, "waived", Set.of("flaw", "reason", "until"));
            waivers.add(new Waiver(
                    required(waiver, "flaw", "flaw: CVE-2024-1234"),
                    required(waiver, "reason", "reason: the code that has it is not in our build"),
                    date(required(waiver, "until", "until: 2027-01-31"))));
        }
        return new FindingsBelow(below, waivers);
    }

    private LocalDate date(String day) {
        try {
            return LocalDate.parse(day);
        } catch (DateTimeParseException e) {
            throw wrong("until", "expected a day, and '" + Printable.text(day, 40) + "' is none", "until: 2027-01-31");
        }
    }

    private List<ApprovedBase.Base> bases(JsonNode value) {
        only(value, "base", Set.of("approved"));
        List<ApprovedBase.Base> bases = new ArrayList<>();
        for (JsonNode base : list(value, "approved", true)) {
            only(base, "approved", Set.of("name", "layers"));
            List<String> layers = new ArrayList<>();
            list(base, "layers", true).forEach(layer -> layers.add(digest(layer.asText(""))));
            bases.add(new ApprovedBase.Base(Printable.text(required(base, "name", "name: debian 12"), 100), layers));
        }
        return bases;
    }

    private String digest(String digest) {
        if (!digest.matches("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}")) {
            throw wrong("layers", "expected digests as image show tells them", "layers: [\"sha256:…\"]");
        }
        return digest;
    }

    private JsonNode list(JsonNode of, String key, boolean needed) {
        JsonNode list = of.path(key);
        if (needed ? !list.isArray() || list.isEmpty() : !list.isArray() && !list.isMissingNode()) {
            throw wrong(key, "expected a list", key + ": followed by lines that begin with - ");
        }
        return list;
    }

    private String required(JsonNode of, String key, String example) {
        String value = of.path(key).asText("").strip();
        if (value.isEmpty()) {
            throw wrong(key, "expected a value for " + key, example);
        }
        return value;
    }

    private void only(JsonNode node, String key, Set<String> known) {
        if (!node.isObject()) {
            throw wrong(key, "expected keys and values under " + key, String.join(", ", new TreeSet<>(known)));
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                List<String> nearest = Nearest.to(name, known);
                throw wrong(
                        name,
                        "unknown key '" + Printable.text(name, 60) + "'",
                        nearest.isEmpty() ? "one of " + String.join(", ", new TreeSet<>(known)) : nearest.get(0) + ":");
            }
        });
    }

    /** With the line in which the key first stands. */
    private Refusal wrong(String key, String expected, String example) {
        List<String> lines = text.lines().toList();
        int line = 1;
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (!key.isEmpty() && lines.get(i).strip().replaceFirst("^- *", "").startsWith(key + ":")) {
                line = i + 1;
            }
        }
        return Refusal.usage("%s:%d: %s".formatted(Printable.text(file.toString()), line, expected), example);
    }
}
