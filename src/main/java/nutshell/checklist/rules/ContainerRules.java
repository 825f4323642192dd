package nutshell.checklist.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nutshell.checklist.Finding;
import nutshell.evidence.Facts;

/** How a container is started: what the kernel says of its process decides, what was asked for is put beside it. */
final class ContainerRules {

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

    private ContainerRules() {}

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
            verdict.weak("capabilities", "more than a runtime's own set: " + some(beyond));
        } else if (inNeed.isEmpty()) {
            verdict.good("capabilities", bounding.isEmpty() ? "none" : "only " + some(bounding));
        } else if (bounding.size() >= 11) {
            verdict.weak(
                    "capabilities",
                    "the runtime's whole default set, which is not none: "
                            + some(effective.isEmpty() ? bounding : effective));
        } else if (bounding.stream().anyMatch(STRONG::contains)) {
            verdict.weak("capabilities", "keeps " + some(bounding));
        } else {
            verdict.ask("capabilities", "keeps " + some(bounding));
        }
    }

    private static void declaredCapabilities(Facts facts, Verdict verdict) {
        if (facts.get("cap_drop").fact().isEmpty()) {
            verdict.on("cap_drop", unseen -> {});
            return;
        }
        List<String> added = facts.texts("cap_add");
        List<String> dropped =
                facts.texts("cap_drop").stream().map(ContainerRules::bare).toList();
        List<String> more = added.stream()
                .filter(name -> !HARMLESS.contains("CAP_" + bare(name)))
                .toList();
        if (facts.is("privileged")) {
            verdict.weak("privileged", "privileged: every capability");
        } else if (!more.isEmpty()) {
            verdict.weak("cap_add", "adds " + some(more));
        } else if (dropped.contains("ALL") || dropped.size() >= 11) {
            verdict.good("cap_drop", added.isEmpty() ? "drops all" : "drops all but " + some(added));
        } else {
            verdict.weak(
                    "cap_drop",
                    dropped.isEmpty() ? "drops none: the runtime's default set stays" : "drops only " + some(dropped));
        }
    }

    private static String bare(String name) {
        return name.toUpperCase(java.util.Locale.ROOT).replaceFirst("^CAP_", "");
    }

    static List<Finding> kernelIsFiltered(Facts facts) {
        Verdict verdict = new Verdict(facts);
        if (facts.has("seccomp")) {
            verdict.on(
                    "seccomp",
                    mode -> seccomp(
                            verdict,
                            mode.asText(),
                            facts.text("seccomp_profile").orElse("")));
        } else {
            verdict.on("seccomp_profile", profile -> declaredProfile(verdict, profile.asText()));
        }
        if (facts.has("masked")) {
            verdict.on("masked", masked -> masks(verdict, masked));
        }
        return verdict.findings();
    }

    private static void declaredProfile(Verdict verdict, String profile) {
        switch (profile) {
            case "unconfined", "allows by default" ->
                verdict.weak("seccomp_profile", "its seccomp profile: " + profile);
            case "not set" -> verdict.weak("seccomp_profile", "no seccomp profile is named, so none is promised");
            case "file" ->
                verdict.ask("seccomp_profile", "a seccomp profile of its own, in a file that is not in sight");
            default -> verdict.good("seccomp_profile", "its seccomp profile: " + profile);
        }
    }

    private static void seccomp(Verdict verdict, String mode, String profile) {
        if (mode.equals("disabled")) {
            verdict.weak(
                    "seccomp",
                    "Seccomp 0: no filter lies on its process"
                            + (profile.equals("default") ? ", though the default was asked for" : ""));
        } else if (mode.equals("unknown")) {
            verdict.ask("seccomp", "this kernel does not tell whether system calls are filtered");
        } else if (profile.equals("allows by default")) {
            verdict.weak("seccomp", "a filter is there, but its profile allows every call it does not name");
        } else {
            verdict.good(
                    "seccomp",
                    "its system calls are filtered (" + (profile.isEmpty() ? "profile not known" : profile) + ")");
        }
    }

    private static void masks(Verdict verdict, JsonNode masked) {
        if (masked.path("proc_sys_writable").asBoolean()) {
            verdict.weak("masked", "/proc/sys is writable: the kernel's settings are within its reach");
        } else if (masked.path("count").asInt() == 0) {
            verdict.weak("masked", "nothing of /proc is masked or read-only");
        } else {
            verdict.good("masked", "/proc and /sys are masked as usual");
        }
    }

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

    static String some(List<String> names) {
        List<String> shown = new ArrayList<>(names.subList(0, Math.min(8, names.size())));
        return String.join(" ", shown) + (names.size() > 8 ? " and %d more".formatted(names.size() - 8) : "");
    }
}
