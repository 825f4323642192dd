package nutshell.labs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jnr.constants.platform.Errno;
import nutshell.kernel.Sight.Seen;

/** A kernel's state made up for a test: what is not said is not there. */
final class InventedViews implements Views {

    private final Map<String, Seen> said = new HashMap<>();
    private List<Integer> processes = List.of();

    InventedViews says(Side side, String path, String text) {
        said.put(side + " " + path, new Seen(Optional.of(text), Optional.empty()));
        return this;
    }

    InventedViews refuses(Side side, String path, Errno errno) {
        said.put(side + " " + path, new Seen(Optional.empty(), Optional.of(errno)));
        return this;
    }

    InventedViews runs(Integer... pids) {
        processes = List.of(pids);
        return this;
    }

    @Override
    public Seen see(Side side, Look look, String path) {
        return said.getOrDefault(side + " " + path, new Seen(Optional.empty(), Optional.of(Errno.ENOENT)));
    }

    @Override
    public List<Integer> processes() {
        return processes;
    }

    @Override
    public Optional<String> place(Place place) {
        return place == Place.ROOT ? Optional.of("/the/root") : Optional.empty();
    }
}
