package nutshell.checklist.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import nutshell.checklist.Finding;
import nutshell.evidence.Facts;

/** Secrets by name and place; their values never came this far. */
final class SecretRules {

    private static final int OLD_DAYS = 180;

    private SecretRules() {}

    static List<Finding> showsNoSecret(Facts facts) {
        Verdict verdict = new Verdict(facts);
        verdict.on("secrets", secrets -> {
            TreeMap<String, TreeSet<String>> byPlace = new TreeMap<>();
            secrets.forEach(
                    secret -> byPlace.computeIfAbsent(secret.path("where").asText(), where -> new TreeSet<>())
                            .add(secret.path("name").asText()));
            byPlace.forEach((where, names) -> verdict.weak(
                    "secrets", "in its %s: %s (value not shown)".formatted(where, Verdict.some(List.copyOf(names)))));
            verdict.otherwise("secrets", "nothing that is named or formed like a secret");
        });
        return verdict.findings();
    }

    static List<Finding> remembersNoSecret(Facts facts) {
        Verdict verdict = new Verdict(facts);
        verdict.on(
                "secrets",
                secrets -> secrets.forEach(secret -> verdict.weak(
                        "secrets",
                        "%s %s (value not shown)"
                                .formatted(
                                        secret.path("where").asText(),
                                        secret.path("name").asText()))));
        if (facts.collector().equals("images")) {
            verdict.on(
                    "leftovers",
                    leftovers ->
                            Facts.texts(leftovers).forEach(path -> verdict.weak("leftovers", "a layer holds " + path)));
            return verdict.otherwise("secrets", "no secret in its history, settings or layers")
                    .findings();
        }
        if (facts.has("copies_all") && facts.is("copies_all")) {
            boolean git = facts.is("ignores_git");
            boolean env = facts.is("ignores_env");
            if (!git || !env) {
                verdict.weak(
                        "ignores_git",
                        "copies its whole context, and .dockerignore leaves out neither%s%s"
                                .formatted(git ? "" : " .git", env ? "" : " .env")
                                .replace("neither .git .env", ".git nor .env")
                                .replace("leaves out neither", "does not leave out"));
            }
        }
        return verdict.otherwise("secrets", "no secret among its arguments and variables")
                .findings();
    }

    static List<Finding> secretsLeaveNoTrace(Facts facts) {
        Verdict verdict = new Verdict(facts);
        if (facts.collector().equals("credentials")) {
            if (facts.text("kind").orElse("").equals("env")) {
                verdict.on(
                        "secrets",
                        secrets -> verdict.when(
                                !secrets.isEmpty(),
                                "secrets",
                                "on disk, in plain text: " + names(secrets) + " (values not shown)",
                                "holds no secret"));
            }
            return verdict.findings();
        }
        if (!facts.has("running")) {
            return List.of();
        }
        verdict.on("mounts", mounts -> {
            for (JsonNode mount : mounts) {
                String target = mount.path("target").asText();
                boolean secret = target.startsWith("/run/secrets")
                        || target.startsWith("/var/run/secrets")
                        || target.matches(".*(\\.env|secrets?|credentials?|password)(\\.[a-z]+)?");
                boolean memory = mount.path("type").asText().matches("tmpfs|ramfs");
                if (secret && !memory) {
                    verdict.weak(
                            "mounts",
                            target + " comes from a file on disk"
                                    + (mount.path("source").asText().isEmpty()
                                            ? ""
                                            : ": " + mount.path("source").asText()));
                } else if (secret) {
                    verdict.good("mounts", target + " lies in memory");
                }
            }
            verdict.otherwise("mounts", "no secret is handed over by file");
        });
        return verdict.findings();
    }

    static List<Finding> secretsAreYoung(Facts facts) {
        Verdict verdict = new Verdict(facts);
        verdict.on("age_days", age -> {
            if (age.asLong() > OLD_DAYS) {
                verdict.weak("age_days", "last changed %d days ago".formatted(age.asLong()));
            } else {
                verdict.ask("age_days", "last changed %d days ago: by whom, and who noticed?".formatted(age.asLong()));
            }
        });
        return verdict.findings();
    }

    static List<Finding> storesNoCredentials(Facts facts) {
        Verdict verdict = new Verdict(facts);
        if (facts.text("kind").orElse("").equals("env")) {
            return List.of();
        }
        verdict.on("registries", registries -> {
            if (!registries.isEmpty()) {
                verdict.weak(
                        "registries",
                        "holds credentials inline for " + Verdict.some(Facts.texts(registries))
                                + " (base64 is no cipher)");
            }
        });
        verdict.on("mode", mode -> {
            if (!mode.asText().matches("0?[0-7]00")) {
                verdict.weak("mode", "others may read it: mode " + mode.asText());
            }
        });
        return verdict.otherwise("registries", "no credentials lie in it").findings();
    }

    private static String names(JsonNode secrets) {
        return Verdict.some(Facts.elements(secrets).stream()
                .map(secret -> secret.path("name").asText())
                .toList());
    }
}
