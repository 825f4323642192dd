package nutshell.doctor;

import java.util.List;
import java.util.stream.Stream;

/** Every probe there is, in the order in which their findings are told: what stops most comes first. */
final class Probes {

    private static final List<Probe> ALL = Stream.of(
                    List.<Probe>of(
                            Privileges::notRoot,
                            Privileges::inContainer,
                            Privileges::missingCapability,
                            ControlGroups::oldVersion,
                            ControlGroups::notMounted,
                            ControlGroups::readOnly,
                            ControlGroups::noController,
                            Namespaces::missing,
                            Namespaces::refused,
                            Namespaces::procRefused,
                            UserNamespaces::off,
                            Subids::none,
                            KernelFeatures::noOverlay,
                            KernelFeatures::noVeth,
                            KernelFeatures::noSeccomp,
                            SecurityModules::unreadable,
                            SecurityModules::noAppArmor,
                            SecurityModules::noLandlock,
                            Busybox::none),
                    Programs.ALL,
                    List.<Probe>of(
                            Engines::dockerSilent,
                            Engines::none,
                            Virtualisation::noQemu,
                            Virtualisation::noKvm,
                            Resources::lowMemory,
                            Resources::lowDisk,
                            Resources::notUtf8))
            .flatMap(List::stream)
            .toList();

    private Probes() {}

    static List<Finding> findings(Facts facts) {
        return ALL.stream().flatMap(probe -> probe.look(facts).stream()).toList();
    }
}
