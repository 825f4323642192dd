package nutshell.vulnerabilities;

import java.util.Locale;

/** What becomes of a flaw that somebody ascribes to a package. */
public enum Verdict {
    /** Those who built it say that this version has it. */
    VULNERABLE("those who built it say that this version has it"),
    /** The project's own numbers say that it has it, and nobody knows better. */
    UNCONFIRMED("the project's numbers say so, and nobody who built it has spoken"),
    /** The project's numbers say so, and those who built it have repaired it under the same number. */
    PATCHED("the project's numbers say so, and those who built it have repaired it");

    private final String means;

    Verdict(String means) {
        this.means = means;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String means() {
        return means;
    }

    /** Something to do about it: what is not known to be harmless counts. */
    public boolean counts() {
        return this != PATCHED;
    }
}
