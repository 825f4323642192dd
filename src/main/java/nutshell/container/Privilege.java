package nutshell.container;

import java.util.function.Consumer;
import nutshell.capabilities.Capability;
import nutshell.capabilities.CapabilitySet;
import nutshell.capabilities.Credentials;
import nutshell.kernel.ChildList;

/**
 * A step by which the container's thread gives up power, for good, and with it every program started from there. The other
 * threads of the shell keep theirs.
 */
public sealed interface Privilege extends Step
        permits SetCapabilities, NoNewPrivileges, SetGroup, SetUser, RestrictSelf {

    /**
     * What there is to call once everything for it is ready.
     *
     * @param calls writes the calls down for whoever has to make them: the thread, or first a child
     * @param afterwards what is over once the thread has made them
     */
    record Forfeit(Consumer<ChildList> calls, Runnable afterwards) {
        static Forfeit of(Consumer<ChildList> calls) {
            return new Forfeit(calls, () -> {});
        }
    }

    /** Gets everything ready on the container's thread, and gives nothing up yet. */
    Forfeit prepare(Site site);

    /** What comes of it, as the kernel does it. */
    Credentials after(Credentials before);

    /** What has to be in effect for it. */
    default CapabilitySet needs(Credentials before) {
        return CapabilitySet.EMPTY;
    }

    /** Whether whoever has made these calls can still mount. */
    default boolean letsMount(Credentials before) {
        return after(before).capabilities().effective().contains(Capability.CAP_SYS_ADMIN);
    }

    @Override
    default void apply(Site site) {
        site.powers().giveUp(this, prepare(site));
    }

    @Override
    default void describe(Bundle bundle) {
        bundle.become(this);
    }

    @Override
    default void describe(Script script) {
        script.become(this);
    }
}
