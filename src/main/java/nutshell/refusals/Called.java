package nutshell.refusals;

/** What a person types to start this program: {@code ./nutshell} in a checkout, {@code nutshell} where it is installed. */
public final class Called {

    private static final String IN_A_CHECKOUT = "./nutshell";

    /** Set by the launcher of the packages. */
    private static final String HERE = System.getProperty("nutshell.called", IN_A_CHECKOUT);

    private Called() {}

    /** A text that was written for a checkout, for where we are. */
    public static String here(String text) {
        return called(text, HERE);
    }

    static String called(String text, String name) {
        return text.replace(IN_A_CHECKOUT, name);
    }
}
