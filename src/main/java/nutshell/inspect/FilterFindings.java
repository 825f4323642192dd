package nutshell.inspect;

import java.util.ArrayList;
import java.util.List;
import nutshell.evidence.Evidence;
import nutshell.evidence.proc.Status;

/** What judges its system calls: seccomp(2), no_new_privs (prctl(2)), and the security module's label. */
final class FilterFindings {

    private FilterFindings() {}

    static List<Finding> of(Inspected inspected) {
        Status status = inspected.process().status();
        List<Finding> findings = new ArrayList<>(List.of(seccomp(status), noNewPrivileges(status)));
        findings.add(label(inspected.process().label()));
        return findings;
    }

    private static Finding seccomp(Status status) {
        String count = status.filters()
                .filter(filters -> filters > 0)
                .map(filters -> filters + (filters == 1 ? " filter" : " filters"))
                .orElse(status.seccomp().says());
        return switch (status.seccomp()) {
            case FILTER ->
                new Finding(
                        Topic.FILTERS,
                        "seccomp",
                        count,
                        "judges every call; which it refuses, trying shows",
                        Weight.WALL);
            case STRICT -> new Finding(Topic.FILTERS, "seccomp", count, "every other call kills it", Weight.WALL);
            case DISABLED ->
                new Finding(
                        Topic.FILTERS,
                        "seccomp",
                        "no filter",
                        "every call the kernel has may be tried on it",
                        Weight.WEAK);
            case UNKNOWN -> Finding.unread(Topic.FILTERS, "seccomp", "this kernel's status has no Seccomp line");
        };
    }

    private static Finding noNewPrivileges(Status status) {
        return status.noNewPrivileges()
                .map(promised -> promised
                        ? new Finding(
                                Topic.FILTERS,
                                "no_new_privs",
                                "promised",
                                "execve never adds power: setuid bits do nothing",
                                Weight.WALL)
                        : new Finding(
                                Topic.FILTERS,
                                "no_new_privs",
                                "not promised",
                                "a setuid program adds power, up to the bounding set",
                                Weight.WEAK))
                .orElseGet(() -> Finding.unread(
                        Topic.FILTERS,
                        "no_new_privs",
                        "this kernel's status has no NoNewPrivs line: it is older than 4.10"));
    }

    private static Finding label(Evidence<String> label) {
        if (label.unseen().isPresent()) {
            String why = label.unseen().orElseThrow();
            return new Finding(
                    Topic.LABEL, "label", "none", why, why.startsWith("no security") ? Weight.PLAIN : Weight.WEAK);
        }
        String text = label.fact().orElse("");
        boolean confined = !text.isEmpty() && !text.startsWith("unconfined") && !text.contains("unconfined_t");
        return confined
                ? new Finding(Topic.LABEL, "label", text, "a policy of the host's judges what it opens", Weight.WALL)
                : new Finding(
                        Topic.LABEL,
                        "label",
                        text.isEmpty() ? "none" : text,
                        "the host has a security module, and it holds nothing against this process",
                        Weight.WEAK);
    }
}
