package nutshell.cli;

import nutshell.container.Cleaner;
import nutshell.container.Places;
import nutshell.container.Session;
import nutshell.machine.LabMachine;

/** Opens the session a command works in, and sees to it that it ends with the program, however that ends. */
final class Sessions {

    private Sessions() {}

    /** Removes what killed sessions left before a new one begins. */
    static Session open(boolean onThisMachine) {
        clean();
        return begin(Places.ofThisUser(), onThisMachine || LabMachine.here());
    }

    /** The same for who closes it on Ctrl-C and SIGTERM too, after what runs in it. */
    static Session openToBeClosed() {
        clean();
        return Session.begin(Places.ofThisUser(), false);
    }

    private static void clean() {
        Places places = Places.ofThisUser();
        Cleaner cleaner = new Cleaner(places);
        if (cleaner.anythingThere()) {
            cleaner.clean()
                    .forEach(line ->
                            System.err.println("nutshell: left by a session that was killed, removed: " + line));
        }
    }

    /** One more session beside those that are open. */
    static Session another(boolean mayChangeHost) {
        return begin(Places.ofThisUser(), mayChangeHost);
    }

    private static Session begin(Places places, boolean mayChangeHost) {
        Session session = Session.begin(places, mayChangeHost);
        // Ctrl-C and SIGTERM end the program through here; SIGKILL leaves it to the next start.
        Runtime.getRuntime().addShutdownHook(new Thread(session::close, "ends the session"));
        return session;
    }
}
