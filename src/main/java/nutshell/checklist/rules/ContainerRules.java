package nutshell.checklist.rules;

import java.util.List;
import nutshell.checklist.Finding;
import nutshell.evidence.Facts;

/** How a container is started: what the kernel says of its process decides, what was asked for is put beside it. */
final class ContainerRules {

    private ContainerRules() {}

    static List<Finding> cannotGainRights(Facts facts) {
        Verdict verdict = new Verdict(facts);
        verdict.on("no_new_privs", set -> {
            boolean declared = facts.is("declared_no_new_privs");
            String how =
                    facts.has("declared_no_new_privs") ? "NoNewPrivs " + (set.asBoolean() ? "1" : "0") : "as declared";
            if (set.asBoolean()) {
                verdict.good("no_new_privs", "cannot gain rights through execve (" + how + ")");
            } else {
                verdict.weak(
                        "no_new_privs",
                        declared
                                ? "no-new-privileges was asked for, yet its process has NoNewPrivs 0"
                                : "a set-user-ID program inside still lifts whoever runs it (" + how + ")");
            }
        });
        return verdict.findings();
    }

    static List<Finding> rootIsReadOnly(Facts facts) {
        Verdict verdict = new Verdict(facts);
        verdict.on(
                "root_read_only",
                readOnly -> verdict.when(
                        !readOnly.asBoolean(),
                        "root_read_only",
                        facts.is("declared_root_read_only")
                                ? "its root file system is writable, though read-only was asked for"
                                : "its root file system is writable",
                        "its root file system is read-only"));
        return verdict.findings();
    }

    static List<Finding> wallFitsTheWork(Facts facts) {
        if (!facts.has("runtime")) {
            return List.of();
        }
        Verdict verdict = new Verdict(facts);
        String runtime = facts.text("runtime").orElse("");
        return runtime.matches("(?i).*(runsc|gvisor|kata|firecracker|sysbox|youki-wasm).*")
                ? verdict.good("runtime", "runs under " + runtime + ": a wall beyond the shared kernel")
                        .findings()
                : verdict.ask(
                                "runtime",
                                "runs under " + (runtime.isEmpty() ? "the default runtime" : runtime)
                                        + ": the host's kernel is the wall")
                        .findings();
    }
}
