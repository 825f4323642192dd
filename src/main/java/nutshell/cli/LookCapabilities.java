package nutshell.cli;

import java.util.List;
import java.util.function.Function;
import nutshell.capabilities.CapabilitySet;
import nutshell.capabilities.CapabilitySets;

/** The five capability sets of both sides. */
final class LookCapabilities {

    private final Sides sides;

    LookCapabilities(Sides sides) {
        this.sides = sides;
    }

    List<String> lines() {
        return List.of(
                sides.head(),
                row("CapEff", CapabilitySets::effective),
                row("CapPrm", CapabilitySets::permitted),
                row("CapInh", CapabilitySets::inheritable),
                row("CapBnd", CapabilitySets::bounding),
                row("CapAmb", CapabilitySets::ambient));
    }

    private String row(String label, Function<CapabilitySets, CapabilitySet> set) {
        return sides.row(
                label,
                set.apply(sides.host().capabilities()).toString(),
                set.apply(sides.inside().capabilities()).toString());
    }
}
