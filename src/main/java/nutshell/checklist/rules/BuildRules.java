package nutshell.checklist.rules;

import java.util.List;
import nutshell.checklist.Finding;
import nutshell.evidence.Facts;

/** Where images are built: what falls with the builder, and whether the gate ever stops anything. */
final class BuildRules {

    private BuildRules() {}

    static List<Finding> builderIsConfined(Facts facts) {
        Verdict verdict = new Verdict(facts);
        if (facts.collector().equals("containers")) {
            boolean builder = facts.text("image")
                    .orElse("")
                    .matches(".*(gitlab-runner|actions-runner|jenkins|buildkit|dind|kaniko|drone|woodpecker).*");
            boolean strong = facts.is("privileged")
                    || facts.list("mounts").stream()
                            .anyMatch(mount -> !mount.path("sockets").isEmpty());
            return builder
                    ? verdict.when(
                                    strong,
                                    "image",
                                    "a builder with the host in its hands: "
                                            + facts.text("image").orElse(""),
                                    "a builder without the host's runtime")
                            .findings()
                    : List.of();
        }
        verdict.on("builder", problems -> Facts.texts(problems).forEach(problem -> verdict.weak("builder", problem)));
        return verdict.otherwise("builder", "neither privileged nor beside a runtime's socket")
                .findings();
    }

    static List<Finding> canBeRebuilt(Facts facts) {
        Verdict verdict = new Verdict(facts);
        verdict.on("unpinned", problems -> Facts.texts(problems).forEach(problem -> verdict.weak("unpinned", problem)));
        return verdict.otherwise("unpinned", "takes nothing that changes by itself")
                .findings();
    }

    static List<Finding> gateStops(Facts facts) {
        Verdict verdict = new Verdict(facts);
        verdict.on("scans", scans -> {
            if (scans.isEmpty()) {
                verdict.weak("scans", "no step that scans");
            }
        });
        verdict.on("ignored", ignored -> Facts.texts(ignored).forEach(step -> verdict.weak("ignored", step)));
        if (facts.has("scheduled")
                && !facts.is("scheduled")
                && !facts.list("scans").isEmpty()) {
            verdict.ask("scheduled", "scans when something is built, and not again afterwards");
        }
        return verdict.otherwise("scans", "scans with " + Verdict.some(facts.texts("scans")))
                .findings();
    }
}
