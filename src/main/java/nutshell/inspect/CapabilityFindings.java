package nutshell.inspect;

import static nutshell.capabilities.Capability.*;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nutshell.capabilities.Capability;
import nutshell.capabilities.CapabilitySet;
import nutshell.capabilities.CapabilitySets;
import nutshell.namespaces.Namespace;

/** Which capabilities are in which set, with what each would allow. See capabilities(7). */
final class CapabilityFindings {

    /** Each of these alone is a way to the host, for a holder in the host's user namespace. */
    private static final Set<Capability> AS_GOOD_AS_ROOT = EnumSet.of(
            CAP_SYS_ADMIN,
            CAP_SYS_MODULE,
            CAP_SYS_RAWIO,
            CAP_SYS_BOOT,
            CAP_DAC_READ_SEARCH,
            CAP_BPF,
            CAP_PERFMON,
            CAP_MAC_ADMIN,
            CAP_MAC_OVERRIDE);

    /** And these if the host's namespace of that kind is shared. */
    private static final Map<Capability, Namespace> WITH_THE_HOSTS = Map.of(
            CAP_SYS_PTRACE,
            Namespace.PID,
            CAP_KILL,
            Namespace.PID,
            CAP_NET_ADMIN,
            Namespace.NET,
            CAP_NET_RAW,
            Namespace.NET);

    /** More than the runtimes of the field give by default. */
    private static final Set<Capability> BEYOND_USUAL = EnumSet.of(
            CAP_SYS_PTRACE,
            CAP_NET_ADMIN,
            CAP_SYS_TIME,
            CAP_SYSLOG,
            CAP_SYS_NICE,
            CAP_SYS_RESOURCE,
            CAP_AUDIT_CONTROL,
            CAP_LINUX_IMMUTABLE,
            CAP_IPC_OWNER,
            CAP_CHECKPOINT_RESTORE);

    private CapabilityFindings() {}

    static List<Finding> of(Inspected inspected) {
        CapabilitySets sets = inspected.process().status().capabilities();
        List<Finding> findings = new ArrayList<>();
        for (Capability capability : Capability.values()) {
            String in = names(sets, capability);
            if (!in.isEmpty()) {
                Weight weight = inspected.isHostsUser() ? weight(inspected, capability, sets) : Weight.PLAIN;
                findings.add(new Finding(Topic.CAPABILITIES, capability.name(), in, capability.allows(), weight));
            }
        }
        newer(sets).ifPresent(findings::add);
        if (all(sets).isEmpty()) {
            findings.add(new Finding(
                    Topic.CAPABILITIES,
                    "none",
                    "no set holds any",
                    "it can do nothing that an ordinary user cannot",
                    Weight.WALL));
        } else if (!inspected.isHostsUser()) {
            findings.add(new Finding(
                    Topic.CAPABILITIES,
                    "they hold",
                    "over its own user namespace",
                    "over what that namespace owns, and nothing of the host's",
                    Weight.WALL));
        }
        return findings;
    }

    /** Bits that this program has no names for. */
    private static java.util.Optional<Finding> newer(CapabilitySets sets) {
        CapabilitySet unknown = all(sets).minus(CapabilitySet.known());
        return unknown.isEmpty()
                ? java.util.Optional.empty()
                : java.util.Optional.of(new Finding(
                        Topic.CAPABILITIES,
                        String.join(" ", unknown.names()),
                        "held",
                        "newer than this program, which cannot say what they allow",
                        Weight.WEAK));
    }

    private static Weight weight(Inspected inspected, Capability capability, CapabilitySets sets) {
        boolean held = sets.permitted().contains(capability) || sets.effective().contains(capability);
        if (!held) {
            // In the bounding or inheritable set only: a program with privileges of its own could bring it.
            return Weight.DETAIL;
        }
        Namespace hosts = WITH_THE_HOSTS.get(capability);
        if (AS_GOOD_AS_ROOT.contains(capability) || (hosts != null && inspected.shares(hosts))) {
            return Weight.OPEN;
        }
        return BEYOND_USUAL.contains(capability) ? Weight.WEAK : Weight.PLAIN;
    }

    private static CapabilitySet all(CapabilitySets sets) {
        return sets.effective()
                .plus(sets.permitted())
                .plus(sets.inheritable())
                .plus(sets.bounding())
                .plus(sets.ambient());
    }

    /** The sets that hold it. */
    private static String names(CapabilitySets sets, Capability capability) {
        List<String> in = new ArrayList<>();
        add(in, "effective", sets.effective(), capability);
        add(in, "permitted", sets.permitted(), capability);
        add(in, "inheritable", sets.inheritable(), capability);
        add(in, "bounding", sets.bounding(), capability);
        add(in, "ambient", sets.ambient(), capability);
        return String.join(" ", in);
    }

    private static void add(List<String> in, String name, CapabilitySet set, Capability capability) {
        if (set.contains(capability)) {
            in.add(name);
        }
    }
}
