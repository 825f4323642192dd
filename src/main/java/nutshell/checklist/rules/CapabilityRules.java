package nutshell.checklist.rules;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import nutshell.checklist.Finding;
import nutshell.evidence.Facts;

/** What root's powers a container keeps: what the kernel says of its process decides, else what is declared. */
final class CapabilityRules {

    /** Docker's default set, which is Podman's and three more: not "none". */
    private static final Set<String> DEFAULTS = Set.of(
            "CAP_CHOWN",
            "CAP_DAC_OVERRIDE",
            "CAP_FSETID",
            "CAP_FOWNER",
            "CAP_MKNOD",
            "CAP_NET_RAW",
            "CAP_SETGID",
            "CAP_SETUID",
            "CAP_SETFCAP",
            "CAP_SETPCAP",
            "CAP_NET_BIND_SERVICE",
            "CAP_SYS_CHROOT",
            "CAP_KILL",
            "CAP_AUDIT_WRITE");

    /** What an application that only serves may keep without anybody asking. */
    private static final Set<String> HARMLESS = Set.of("CAP_NET_BIND_SERVICE");

    /** Of the default set, those that reach beyond the container's own files: the network, devices, others' files. */
    private static final Set<String> STRONG = Set.of("CAP_NET_RAW", "CAP_MKNOD", "CAP_DAC_OVERRIDE", "CAP_SETFCAP");

    private CapabilityRules() {}

    static List<Finding> isNotPrivileged(Facts facts) {
        Verdict verdict = new Verdict(facts);
        boolean asked = facts.is("privileged");
        if (asked) {
            verdict.weak("privileged", "privileged: every capability, every device, no filter");
        }
        if (facts.is("running")) {
            verdict.on("capabilities", sets -> {
                boolean all = sets.path("all").asBoolean();
                String seccomp = facts.text("seccomp").orElse("");
                if (all && !asked && rootOutside(facts)) {
                    verdict.weak(
                            "capabilities",
                            "as good as privileged: holds every capability, seccomp "
                                    + (seccomp.isEmpty() ? "not known" : seccomp));
                } else if (asked && !all) {
                    verdict.ask(
                            "capabilities", "asked to be privileged, yet its process does not hold every capability");
                }
            });
        }
        return verdict.otherwise("privileged", "not privileged").findings();
    }

    private static boolean rootOutside(Facts facts) {
        return facts.text("root_outside").orElse("0").equals("0");
    }

    static List<Finding> capabilitiesAreFew(Facts facts) {
        Verdict verdict = new Verdict(facts);
        if (facts.has("capabilities")) {
            verdict.on(
                    "capabilities",
                    sets -> effective(
                            verdict, Facts.texts(sets.path("effective")), Facts.texts(sets.path("bounding"))));
        } else {
            declaredCapabilities(facts, verdict);
        }
        return verdict.findings();
    }

    private static void effective(Verdict verdict, List<String> effective, List<String> bounding) {
        List<String> beyond =
                bounding.stream().filter(name -> !DEFAULTS.contains(name)).toList();
        List<String> inNeed =
                bounding.stream().filter(name -> !HARMLESS.contains(name)).toList();
        if (!beyond.isEmpty()) {
            verdict.weak("capabilities", "more than a runtime's own set: " + Verdict.some(beyond));
        } else if (inNeed.isEmpty()) {
            verdict.good("capabilities", bounding.isEmpty() ? "none" : "only " + Verdict.some(bounding));
        } else if (bounding.size() >= 11) {
            verdict.weak(
                    "capabilities",
                    "the runtime's whole default set, which is not none: "
                            + Verdict.some(effective.isEmpty() ? bounding : effective));
        } else if (bounding.stream().anyMatch(STRONG::contains)) {
            verdict.weak("capabilities", "keeps " + Verdict.some(bounding));
        } else {
            verdict.ask("capabilities", "keeps " + Verdict.some(bounding));
        }
    }

    private static void declaredCapabilities(Facts facts, Verdict verdict) {
        if (facts.get("cap_drop").fact().isEmpty()) {
            verdict.on("cap_drop", unseen -> {});
            return;
        }
        List<String> added = facts.texts("cap_add");
        List<String> dropped =
                facts.texts("cap_drop").stream().map(CapabilityRules::bare).toList();
        List<String> more = added.stream()
                .filter(name -> !HARMLESS.contains("CAP_" + bare(name)))
                .toList();
        if (facts.is("privileged")) {
            verdict.weak("privileged", "privileged: every capability");
        } else if (!more.isEmpty()) {
            verdict.weak("cap_add", "adds " + Verdict.some(more));
        } else if (dropped.contains("ALL") || dropped.size() >= 11) {
            verdict.good("cap_drop", added.isEmpty() ? "drops all" : "drops all but " + Verdict.some(added));
        } else {
            verdict.weak(
                    "cap_drop",
                    dropped.isEmpty()
                            ? "drops none: the runtime's default set stays"
                            : "drops only " + Verdict.some(dropped));
        }
    }

    private static String bare(String name) {
        return name.toUpperCase(Locale.ROOT).replaceFirst("^CAP_", "");
    }
}
