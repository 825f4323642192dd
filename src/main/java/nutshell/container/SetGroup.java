package nutshell.container;

import nutshell.capabilities.Capability;
import nutshell.capabilities.CapabilitySet;
import nutshell.capabilities.Credentials;
import nutshell.kernel.ChildList;

/**
 * Becomes another group, and leaves the supplementary ones, which are easily forgotten; see setresgid(2) and setgroups(2).
 */
public record SetGroup(long id, boolean keepsGroups) implements Privilege {

    static Step read(Arguments arguments) {
        boolean keeps = arguments.flag("--keep-groups");
        return new SetGroup(arguments.id("the group"), keeps);
    }

    @Override
    public String line() {
        return "setgid " + id + (keepsGroups ? " --keep-groups" : "");
    }

    @Override
    public Forfeit prepare(Site site) {
        return Forfeit.of(this::calls);
    }

    private void calls(ChildList list) {
        if (!keepsGroups) {
            list.privileges().leaveGroups();
        }
        list.privileges().setGroup(id);
    }

    @Override
    public CapabilitySet needs(Credentials before) {
        return before.group() == id && keepsGroups ? CapabilitySet.EMPTY : CapabilitySet.of(Capability.CAP_SETGID);
    }

    @Override
    public Credentials after(Credentials before) {
        return before.inGroup(id, keepsGroups);
    }
}
