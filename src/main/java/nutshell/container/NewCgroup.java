package nutshell.container;

import java.util.Optional;
import nutshell.refusals.Printable;

/** Makes the container's control group; its processes join it before they run. See cgroups(7). */
public record NewCgroup(Optional<String> name) implements Step {

    static Step read(Arguments arguments) {
        if (arguments.isEmpty()) {
            return new NewCgroup(Optional.empty());
        }
        String name = arguments.next("the name");
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_-]{0,62}")) {
            throw arguments.wrong("'" + Printable.text(name) + "' must be 1 to 63 letters, digits, '_' and '-'");
        }
        return new NewCgroup(Optional.of(name));
    }

    @Override
    public String line() {
        return "cgroup new" + name.map(n -> " " + n).orElse("");
    }

    @Override
    public void apply(Site site) {
        site.host().run(kernel -> make(site));
    }

    private void make(Site site) {
        if (name.isPresent()) {
            site.newCgroup(name.get());
        } else {
            site.cgroup();
        }
    }

    @Override
    public void describe(Bundle bundle) {
        bundle.cgroup();
    }

    @Override
    public void describe(Script script) {
        script.cgroup();
    }
}
