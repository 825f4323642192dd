package nutshell.checklist.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nutshell.checklist.Finding;
import nutshell.evidence.Facts;

/** The engine: whether it is still fixed, and what it does where nobody says. */
final class EngineRules {

    private EngineRules() {}

    static List<Finding> isStillFixed(Facts facts) {
        Verdict verdict = new Verdict(facts);
        verdict.on("version", version -> version(verdict, facts.text("kind").orElse(""), version.asText()));
        facts.text("runc")
                .filter(runc -> runc.matches("v?(0\\..*|1\\.0\\..*|1\\.1\\.([0-9]|1[01])([^0-9].*)?)"))
                .ifPresent(runc -> runc(verdict, runc));
        return verdict.findings();
    }

    /** A distribution mends its runc and keeps its number. */
    private static void runc(Verdict verdict, String runc) {
        if (runc.contains("+")) {
            verdict.ask(
                    "runc",
                    "runc " + runc
                            + ", as a distribution built it: has it the fix for CVE-2024-21626, a leaked descriptor?");
        } else {
            verdict.weak(
                    "runc",
                    "runc " + runc + " is older than 1.1.12, which closed a leaked descriptor (CVE-2024-21626)");
        }
    }

    /** Podman's makers leave a line when the next is out, and build none for Linux: it is a distribution's, as is +dfsg. */
    private static void version(Verdict verdict, String kind, String version) {
        Optional<LocalDate> ended = Support.ended(kind, version);
        if (kind.equals("podman") || (ended.isPresent() && version.contains("+"))) {
            verdict.ask(
                    "version",
                    "version %s, as a distribution built it%s: does it still fix that, and who tells you?"
                            .formatted(
                                    version,
                                    ended.map(day -> " (its makers left it on " + day + ")")
                                            .orElse("")));
        } else if (ended.isPresent()) {
            verdict.weak(
                    "version",
                    "version %s is of a line that its makers left on %s; does your distribution still fix it?"
                            .formatted(version, ended.get()));
        } else {
            verdict.ask("version", "version %s: who fixes it, and who tells you of it?".formatted(version));
        }
    }

    static List<Finding> defaultsAreSafe(Facts facts) {
        Verdict verdict = new Verdict(facts);
        verdict.on("security", security -> {
            List<String> options = Facts.texts(security);
            boolean filtered =
                    options.stream().anyMatch(option -> option.contains("seccomp") && !option.contains("unconfined"));
            verdict.when(
                    !filtered && !options.isEmpty(),
                    "security",
                    "no seccomp profile is put on containers by itself",
                    "seccomp by itself");
            if (options.stream().anyMatch(option -> option.contains("rootless") || option.contains("userns"))) {
                verdict.good("security", "containers get a user namespace by itself");
            }
        });
        if (facts.text("kind").orElse("").equals("docker")) {
            verdict.on("settings", settings -> settings(verdict, settings));
        }
        return verdict.findings();
    }

    private static void settings(Verdict verdict, JsonNode settings) {
        verdict.when(
                !on(settings, "no-new-privileges", false),
                "settings",
                "a careless run gets no no-new-privileges",
                "no-new-privileges by itself");
        verdict.when(
                on(settings, "icc", true),
                "settings",
                "containers on the default network may talk to each other (icc)",
                "icc is off");
        verdict.when(
                settings.path("userns-remap").asText("").isEmpty(),
                "settings",
                "a careless run gets the host's root (no userns-remap)",
                "userns-remap by itself");
        if (settings.path("default-ulimits").isMissingNode()) {
            verdict.ask("settings", "no default-ulimits");
        }
        if (settings.path("seccomp-profile").asText("").equals("unconfined")) {
            verdict.weak("settings", "the engine's own seccomp profile is unconfined");
        }
    }

    private static boolean on(JsonNode settings, String name, boolean otherwise) {
        JsonNode value = settings.path(name);
        return value.isMissingNode()
                ? otherwise
                : value.asBoolean(value.asText().equals("true"));
    }

    static List<Finding> nightCanBeTold(Facts facts) {
        Verdict verdict = new Verdict(facts);
        if (!facts.has("log_driver")) {
            return List.of();
        }
        verdict.on("log_driver", driver -> local(verdict, driver.asText()));
        return verdict.findings();
    }

    private static void local(Verdict verdict, String driver) {
        if (driver.equals("none")) {
            verdict.weak("log_driver", "keeps no log at all (none)");
        } else if (driver.matches("json-file|local|k8s-file|passthrough")) {
            verdict.ask(
                    "log_driver",
                    "its log lies on this machine (%s): does anything carry it elsewhere before it is gone?"
                            .formatted(driver));
        } else {
            verdict.ask("log_driver", "logs to " + driver + ": how long is it kept, and who may delete it?");
        }
    }

    static List<Finding> newProgramsAreNoticed(Facts facts) {
        Verdict verdict = new Verdict(facts);
        if (facts.collector().equals("host")) {
            verdict.on(
                    "detectors",
                    names -> verdict.when(
                            names.isEmpty(),
                            "detectors",
                            "no Falco, Tracee or Tetragon watches what is executed here",
                            "runs " + Verdict.some(Facts.texts(names))));
            return verdict.findings();
        }
        if (!facts.is("running")) {
            return List.of();
        }
        verdict.on("program", program -> {
            if (program.path("deleted").asBoolean()) {
                verdict.weak(
                        "program",
                        "its program was deleted or replaced after it started: "
                                + program.path("path").asText());
            } else if (program.path("written_inside").asBoolean()) {
                verdict.weak(
                        "program",
                        "its program did not come with the image: "
                                + program.path("path").asText());
            } else {
                verdict.good("program", "its first program came with the image");
            }
        });
        return verdict.findings();
    }
}
