package nutshell.container;

import nutshell.namespaces.Namespace;
import nutshell.refusals.Printable;

/** Names the container: the smallest wall, and so the first one worth seeing. */
public record SetHostname(String name) implements Step {

    static Step read(Arguments arguments) {
        String name = arguments.next("the name");
        // __NEW_UTS_LEN in the kernel is 64. Checked here so that the mistake is reported before anything has changed.
        if (!name.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,62}[A-Za-z0-9])?")) {
            throw arguments.wrong("'" + Printable.text(name) + "' must be 1 to 64 letters, digits, '-' and '.'");
        }
        return new SetHostname(name);
    }

    @Override
    public String line() {
        return "sethostname " + name;
    }

    @Override
    public void apply(Site site) {
        // The order matters. Without the namespace, the next line renames the learner's machine.
        site.protectHost(Namespace.UTS, "sethostname would rename this machine");
        if (!site.owns(Namespace.UTS)) {
            site.willRenameHost(name);
        }
        site.kernel().sethostname(name);
    }

    @Override
    public void describe(Bundle bundle) {
        bundle.hostname(name);
    }

    @Override
    public void describe(Script script) {
        script.inside("Its own name: this is what sethostname(2) is for.", "hostname " + name);
    }
}
