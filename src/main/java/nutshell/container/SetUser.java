package nutshell.container;

import nutshell.capabilities.Capability;
import nutshell.capabilities.CapabilitySet;
import nutshell.capabilities.Credentials;
import nutshell.kernel.ChildList;
import nutshell.kernel.PrivilegeCalls;

/**
 * Becomes another user, for good; see setresuid(2).
 *
 * @param keepsCapabilities whether what is permitted stays so and in effect when user 0 is left; see PR_SET_KEEPCAPS
 */
public record SetUser(long id, boolean keepsCapabilities) implements Privilege {

    static Step read(Arguments arguments) {
        boolean keeps = arguments.flag("--keepcaps");
        return new SetUser(arguments.id("the user"), keeps);
    }

    @Override
    public String line() {
        return "setuid " + id + (keepsCapabilities ? " --keepcaps" : "");
    }

    @Override
    public Forfeit prepare(Site site) {
        Credentials before = site.powers().now();
        return Forfeit.of(list -> calls(before, list));
    }

    void calls(Credentials before, ChildList list) {
        PrivilegeCalls calls = list.privileges();
        if (keepsCapabilities) {
            calls.keepCapabilities(true);
        }
        calls.setUser(id);
        if (keepsCapabilities) {
            // The permitted set is kept, not the effective one.
            calls.capset(after(before).capabilities()).keepCapabilities(false);
        }
    }

    @Override
    public CapabilitySet needs(Credentials before) {
        return before.user() == id ? CapabilitySet.EMPTY : CapabilitySet.of(Capability.CAP_SETUID);
    }

    @Override
    public Credentials after(Credentials before) {
        return before.becoming(id, keepsCapabilities);
    }
}
