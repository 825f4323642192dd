package nutshell.serve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import nutshell.refusals.Refusal;

/** Machines that never start. */
final class Nobody implements Machines {

    final List<String> closed = new ArrayList<>();

    @Override
    public String told() {
        return "none";
    }

    @Override
    public int most() {
        return 100;
    }

    @Override
    public Seat seat(String id) {
        return new Seat() {
            @Override
            public Process start(String tty) {
                throw Refusal.machine("there is no machine", "buy one");
            }

            @Override
            public void reset() {}

            @Override
            public void close() {}
        };
    }

    @Override
    public void closed(Collection<String> labs) {
        closed.clear();
        closed.addAll(labs);
    }

    @Override
    public void close() {}
}
