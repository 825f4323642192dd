package nutshell.container;

import java.util.ArrayList;
import java.util.List;
import nutshell.capabilities.Credentials;
import nutshell.kernel.Kernel;
import nutshell.kernel.OpenMode;
import nutshell.landlock.AccessRights;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/**
 * Locks files away: from here on only these rights at these places; see landlock(7). One line is one ruleset and one
 * layer; every layer has to allow what is done, so a second line only ever takes away.
 */
public record RestrictSelf(List<Rule> rules) implements Privilege {

    /** These rights on what lies at or below a path, as the thread sees it when the rule is made. */
    public record Rule(AccessRights allowed, String path) {}

    public RestrictSelf {
        rules = List.copyOf(rules);
    }

    static Step read(Arguments arguments) {
        List<Rule> rules = new ArrayList<>();
        AccessRights allowed = AccessRights.parse(arguments.next("what is allowed, read or write say,"));
        boolean used = false;
        do {
            String word = arguments.next("a path");
            if (isPath(word)) {
                rules.add(new Rule(allowed, word));
            } else if (used) {
                allowed = AccessRights.parse(word);
            } else {
                throw arguments.wrong("'" + Printable.text(word) + "' is no path: one begins with / or .");
            }
            used = isPath(word);
        } while (!arguments.isEmpty());
        if (!used) {
            throw arguments.wrong("no path follows " + allowed.words());
        }
        return new RestrictSelf(rules);
    }

    private static boolean isPath(String word) {
        return word.startsWith("/") || word.startsWith(".");
    }

    @Override
    public String line() {
        List<String> words = new ArrayList<>(List.of("landlock"));
        AccessRights before = AccessRights.of();
        for (Rule rule : rules) {
            if (!rule.allowed().equals(before)) {
                words.add(rule.allowed().words());
            }
            before = rule.allowed();
            words.add(rule.path());
        }
        return Words.join(words);
    }

    @Override
    public Forfeit prepare(Site site) {
        rules.forEach(rule -> requireMounted(site, rule));
        int abi = site.kernel().landlock().abi();
        AccessRights beyond = AccessRights.known().minus(AccessRights.known().knownTo(abi));
        if (!beyond.isEmpty()) {
            site.note("this kernel's Landlock (ABI %d) cannot restrict %s".formatted(abi, beyond.words()));
        }
        int ruleset = ruleset(site.kernel(), abi);
        return new Forfeit(
                list -> list.privileges().restrictSelf(ruleset),
                // Not by this thread, which may have ended by then.
                () -> site.host().run(kernel -> kernel.close(ruleset)));
    }

    /** A rule belongs to what is at a path now: it would not hold for what is mounted there later. */
    private static void requireMounted(Site site, Rule rule) {
        if (site.first().hasToMount(rule.path())) {
            throw Refusal.failed(
                    "landlock: " + Printable.text(rule.path())
                            + " is not mounted yet, its first process does it, and a rule holds for what is there now",
                    "landlock read /, which holds for all that is below; or start a program first");
        }
    }

    private int ruleset(Kernel kernel, int abi) {
        int ruleset = kernel.landlock().ruleset(AccessRights.known().knownTo(abi));
        try {
            rules.forEach(rule -> add(kernel, ruleset, rule, abi));
            return ruleset;
        } catch (RuntimeException e) {
            kernel.close(ruleset);
            throw e;
        }
    }

    private static void add(Kernel kernel, int ruleset, Rule rule, int abi) {
        AccessRights allowed = kernel.sight().isDirectory(rule.path())
                ? rule.allowed()
                : rule.allowed().ofFile();
        if (allowed.knownTo(abi).isEmpty()) {
            throw Refusal.failed(
                    "landlock: %s means nothing for %s: this kernel does not know it, or it is for directories"
                            .formatted(rule.allowed().words(), Printable.text(rule.path())),
                    "landlock read / write /tmp");
        }
        int place = kernel.open(rule.path(), OpenMode.PATH);
        try {
            kernel.landlock().allow(ruleset, allowed.knownTo(abi), place);
        } finally {
            kernel.close(place);
        }
    }

    @Override
    public Credentials after(Credentials before) {
        return before;
    }

    /** Never: Landlock lets nobody change what paths lead to. */
    @Override
    public boolean letsMount(Credentials before) {
        return false;
    }

    @Override
    public void describe(Bundle bundle) {
        bundle.leaveOut(this, "the OCI runtime specification has no words for Landlock");
    }

    @Override
    public void describe(Script script) {
        script.leaveOut(this, "not every system's setpriv(1) knows Landlock");
    }
}
