package nutshell.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nutshell.capabilities.Capability;
import nutshell.capabilities.CapabilitySet;
import nutshell.capabilities.CapabilitySets;
import nutshell.capabilities.Credentials;
import nutshell.kernel.ChildList;
import nutshell.refusals.Printable;

/**
 * Gives away pieces of root's power, or has a plain user's programs keep some; see capabilities(7).
 *
 * @param named empty for all
 */
public record SetCapabilities(Act act, Optional<CapabilitySet> named) implements Privilege {

    private static final CapabilitySet ALL = new CapabilitySet(-1L);

    /** What is done with those that are named. */
    public enum Act {
        DROP,
        /** Drops the others. */
        KEEP,
        /** Takes them out of effect and leaves all else: the next execve(2) of user 0 raises them again. */
        LOWER,
        AMBIENT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Step read(Arguments arguments) {
        String word = arguments.next("drop, keep, lower or ambient");
        Act act = switch (word) {
            case "drop" -> Act.DROP;
            case "keep" -> Act.KEEP;
            case "lower" -> Act.LOWER;
            case "ambient" -> Act.AMBIENT;
            default -> throw arguments.wrong("'" + Printable.text(word) + "' is none of drop, keep, lower, ambient");
        };
        List<Capability> named = new ArrayList<>();
        do {
            String name = arguments.next("a capability, or all,");
            if (name.equals("all") && named.isEmpty() && arguments.isEmpty() && act != Act.KEEP) {
                return new SetCapabilities(act, Optional.empty());
            }
            named.add(Capability.of(name));
        } while (!arguments.isEmpty());
        return new SetCapabilities(act, Optional.of(CapabilitySet.of(named)));
    }

    @Override
    public String line() {
        return "capabilities " + act.word() + " "
                + named.map(set -> String.join(" ", set.names())).orElse("all");
    }

    @Override
    public Forfeit prepare(Site site) {
        Credentials before = site.powers().now();
        return Forfeit.of(list -> calls(before, list));
    }

    void calls(Credentials before, ChildList list) {
        CapabilitySets now = before.capabilities();
        CapabilitySets then = after(before).capabilities();
        // The bounding set first: dropping from it takes CAP_SETPCAP, which the second call may take away.
        list.privileges().dropFromBounding(now.bounding().minus(then.bounding()));
        boolean others = !now.effective().equals(then.effective())
                || !now.permitted().equals(then.permitted())
                || !now.inheritable().equals(then.inheritable());
        if (others) {
            list.privileges().capset(then);
        }
        list.privileges().raiseAmbient(then.ambient().minus(now.ambient()));
    }

    @Override
    public CapabilitySet needs(Credentials before) {
        boolean lowersTheCeiling = !before.capabilities()
                .bounding()
                .equals(after(before).capabilities().bounding());
        return lowersTheCeiling ? CapabilitySet.of(Capability.CAP_SETPCAP) : CapabilitySet.EMPTY;
    }

    @Override
    public Credentials after(Credentials before) {
        CapabilitySets now = before.capabilities();
        CapabilitySet meant = named.orElse(act == Act.AMBIENT ? now.permitted() : ALL);
        return before.with(
                switch (act) {
                    case DROP -> now.without(meant);
                    case KEEP -> now.without(ALL.minus(meant));
                    case LOWER -> now.lowering(meant);
                    case AMBIENT -> now.raising(meant);
                });
    }
}
