package nutshell.doctor;

/** How a try ended: whether it worked, and what was said if it did not. */
record Attempt(boolean worked, String said) {

    static final Attempt WORKED = new Attempt(true, "");

    static Attempt refused(String said) {
        return new Attempt(false, said);
    }
}
