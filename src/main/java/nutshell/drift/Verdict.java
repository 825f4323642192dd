package nutshell.drift;

import java.util.Locale;

/** What a program is to the image. */
public enum Verdict {
    OF_THE_IMAGE("is the image's own"),
    NOT_IN_IMAGE("is not in the image"),
    CHANGED("is not what the image has there"),
    NAMELESS("has no name any more: it was deleted"),
    /** Of a file that is not executed itself, so that nothing can be denied: its interpreter is the image's own. */
    SCRIPT("was given to an interpreter of the image");

    private final String says;

    Verdict(String says) {
        this.says = says;
    }

    public String says() {
        return says;
    }

    /** As JSON has it: {@code not-in-image}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
