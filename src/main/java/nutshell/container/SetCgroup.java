package nutshell.container;

import java.util.List;
import nutshell.cgroups.CgroupKey;

/** Sets one limit, by the name cgroup v2 has for it; see the kernel's cgroup-v2 document. */
public record SetCgroup(String key, String value) implements Step {

    static Step read(Arguments arguments) {
        String key = arguments.next("the key");
        if (arguments.isEmpty()) {
            throw arguments.wrong("the value for " + CgroupKey.of(key).file() + " is missing");
        }
        String value = String.join(" ", arguments.rest());
        Limits.requireValid(key, value);
        return new SetCgroup(key, value);
    }

    @Override
    public String line() {
        return Words.join(List.of("cgroup", "set", key, value));
    }

    @Override
    public void apply(Site site) {
        // One visit to the host's thread, which alone can still reach the files.
        site.host().run(kernel -> set(site));
    }

    private void set(Site site) {
        // Read before the group is made for it: a wrong value must not leave a group behind.
        CgroupKey.resolve(
                key,
                value,
                site.cgroupMounts(),
                site.existingCgroup().map(ControlGroup::settings).orElse(java.util.Map.of()));
        site.cgroup().set(key, value);
    }

    @Override
    public void describe(Bundle bundle) {
        bundle.limit(key, value);
    }

    @Override
    public void describe(Script script) {
        script.limit(key, value);
    }
}
