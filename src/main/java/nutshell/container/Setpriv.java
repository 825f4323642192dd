package nutshell.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nutshell.capabilities.Capability;
import nutshell.capabilities.CapabilitySet;
import nutshell.capabilities.CapabilitySets;
import nutshell.capabilities.Credentials;

/**
 * What a recipe gives up, as one setpriv(1) of util-linux. It comes last, for everything before it needs the power; what
 * is permitted and in effect follows from the bounding set when the program is executed.
 */
final class Setpriv {

    private static final Credentials ROOT = Credentials.ofRoot(CapabilitySet.known());

    private Credentials credentials = ROOT;
    private boolean keepsGroups = true;

    void become(Privilege step) {
        credentials = step.after(credentials);
        keepsGroups = step instanceof SetGroup group ? group.keepsGroups() : keepsGroups;
    }

    /** The words before the program; empty where nothing is given up. */
    List<String> command() {
        List<String> words = new ArrayList<>();
        if (credentials.user() != 0) {
            words.add("--reuid=" + credentials.user());
        }
        if (credentials.group() != 0) {
            words.add("--regid=" + credentials.group());
        }
        if (!keepsGroups) {
            words.add("--clear-groups");
        } else if (credentials.group() != 0) {
            words.add("--keep-groups");
        }
        CapabilitySets sets = credentials.capabilities();
        if (!sets.bounding().equals(ROOT.capabilities().bounding())) {
            words.add("--bounding-set=" + change(sets.bounding()));
        }
        if (!sets.inheritable().isEmpty()) {
            words.add("--inh-caps=" + change(sets.inheritable()));
        }
        if (!sets.ambient().isEmpty()) {
            words.add("--ambient-caps=" + change(sets.ambient()));
        }
        if (credentials.noNewPrivileges()) {
            words.add("--no-new-privs");
        }
        if (!words.isEmpty()) {
            words.add(0, "setpriv");
        }
        return words;
    }

    /** From all, or from none, whichever is shorter to say: {@code -mknod}, {@code -all,+chown}. */
    private static String change(CapabilitySet set) {
        CapabilitySet gone = CapabilitySet.known().minus(set);
        boolean mostGone = gone.names().size() > set.names().size();
        List<String> changes = new ArrayList<>();
        if (mostGone) {
            changes.add("-all");
        }
        (mostGone ? set : gone)
                .names()
                .forEach(name -> changes.add((mostGone ? "+" : "-")
                        + Capability.of(name).name().substring("CAP_".length()).toLowerCase(Locale.ROOT)));
        return String.join(",", changes);
    }
}
