package nutshell.checklist.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import nutshell.checklist.Finding;
import nutshell.evidence.Facts;

/** As whom a container's process runs, inside and as the host sees it; what was asked for is put beside it. */
final class UserRules {

    private UserRules() {}

    static List<Finding> isNotRoot(Facts facts) {
        Verdict verdict = new Verdict(facts);
        verdict.on("user", user -> {
            if (user.isTextual()) {
                declaredUser(verdict, user.asText());
            } else {
                effectiveUser(facts, verdict, user);
            }
        });
        return verdict.findings();
    }

    private static void effectiveUser(Facts facts, Verdict verdict, JsonNode user) {
        long uid = user.path("uid").asLong();
        long gid = user.path("gid").asLong();
        long outside = user.path("outside").asLong();
        boolean mapped = outside != uid;
        String who = "uid %d, gid %d%s".formatted(uid, gid, mapped ? ", which is uid " + outside + " on the host" : "");
        if (uid == 0 && !mapped) {
            verdict.weak("user", "runs as root: " + who);
        } else if (uid == 0) {
            verdict.ask("user", "root inside, nobody outside: " + who);
        } else if (!mapped && (gid == 0 || Facts.texts(user.path("groups")).contains("0"))) {
            verdict.weak("user", "not root, but in group 0: " + who);
        } else {
            verdict.good("user", who);
        }
        declared(facts, verdict, uid);
    }

    private static void declared(Facts facts, Verdict verdict, long uid) {
        facts.text("declared_user").filter(name -> name.matches("[0-9]+(:.*)?")).ifPresent(name -> {
            if (Long.parseLong(name.replaceFirst(":.*", "")) != uid) {
                verdict.ask("user", "asked to be user %s, yet its process is uid %d".formatted(name, uid));
            }
        });
    }

    private static void declaredUser(Verdict verdict, String user) {
        String name = user.replaceFirst(":.*", "");
        boolean root = name.isEmpty() || name.equals("0") || name.equals("root");
        boolean rootGroup = user.matches("[^:]*:(0|root)");
        verdict.when(
                root || rootGroup,
                "user",
                name.isEmpty() ? "no user is named: it will run as root" : "will run as user " + user,
                "will run as user " + user);
    }

    static List<Finding> rootIsNobodyOutside(Facts facts) {
        Verdict verdict = new Verdict(facts);
        if (facts.has("running") && !facts.is("running")) {
            // Whose its root will be is decided when it starts.
            return List.of();
        }
        verdict.on("root_outside", outside -> {
            switch (outside.asText()) {
                case "0" -> {
                    if (cannotBecomeRoot(facts)) {
                        verdict.ask(
                                "root_outside", "its root would be the host's root, but nothing in it can become root");
                    } else {
                        verdict.weak("root_outside", "its root is the host's root");
                    }
                }
                case "nobody" -> verdict.good("root_outside", "it has no root that counts outside");
                default -> verdict.good("root_outside", "its root is uid " + outside.asText() + " on the host");
            }
        });
        return verdict.findings();
    }

    private static boolean cannotBecomeRoot(Facts facts) {
        JsonNode capabilities = facts.value("capabilities");
        return facts.value("user").path("uid").asLong(0) != 0
                && facts.is("no_new_privs")
                && capabilities.path("effective").isEmpty()
                && capabilities.path("effective").isArray();
    }
}
