package nutshell.cli;

import java.nio.file.Path;
import nutshell.refusals.Refusal;

/** Where the program's own files lie: the checkout, as the launcher tells. */
final class Home {

    private Home() {}

    static Path directory() {
        String home = System.getProperty("nutshell.home", "");
        if (home.isEmpty()) {
            throw Refusal.machine("the property nutshell.home is not set", "start with ./nutshell");
        }
        return Path.of(home);
    }

    static Path labs() {
        return directory().resolve("labs");
    }

    /** A page for each escape. */
    static Path escapes() {
        return labs().resolve("escapes");
    }

    /** The few records that lab 28 brings. */
    static Path vulnerabilities() {
        return labs().resolve("28-scan/osv");
    }

    static Path recipes() {
        return labs().resolve("recipes");
    }
}
