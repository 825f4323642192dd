package nutshell.serve;

import java.nio.file.Path;
import nutshell.container.Session;
import nutshell.machine.Mould;
import nutshell.machine.Progress;

/** Lab machines for a workshop: copies of one that was booted beforehand, each under this host's limits. */
final class LabMachines implements AutoCloseable {

    private final Session session;
    private final Limits limits;
    private final Mould mould;

    /** Boots the one; takes the session that answers for what is made, and is ended with it. */
    LabMachines(Session session, Path home, Path cache, int mebibytes, Progress progress) {
        this.session = session;
        this.limits = new Limits(session.preparations(), session.id());
        this.mould = new Mould(
                home,
                // Too large for /run; what a killed program leaves there goes with its session.
                cache.resolve("sessions").resolve(session.id()),
                session.preparations().directory("machines"),
                mebibytes,
                (name, command) -> limits.start(name, command, mebibytes),
                progress);
        boolean made = false;
        try {
            mould.made();
            made = true;
        } finally {
            if (!made) {
                close();
            }
        }
    }

    /** What the instructor is told of what limits them. */
    String told() {
        return limits.told();
    }

    /** One more, which is there within seconds. */
    LabMachine copy(String name) {
        int port = Mould.freePort();
        return new LabMachine(mould.copy(name, port), new WayIn(session.preparations(), mould.ssh(port)));
    }

    @Override
    public void close() {
        session.close();
        mould.remove();
    }
}
