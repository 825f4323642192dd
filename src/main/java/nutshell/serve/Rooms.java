package nutshell.serve;

import nutshell.content.ProgramFile;

/** What rooms have in common, wherever they are. */
final class Rooms {

    /** Makes one: read it in {@code room.sh}. */
    static final String SCRIPT = Limits.SCRIPT + ProgramFile.text("/nutshell/serve/room.sh");

    /** The most a room may take, in bytes. */
    static final long MEMORY = 512L << 20;

    /** What is reckoned for a room: three times what a shell at its prompt takes. Rooms may have more, not all at once. */
    static final long USUAL_MEMORY = 160L << 20;

    /** How many typing shells a processor carries; with 100 on two, half of the keys take more than 50 ms to be seen. */
    static final int SWIFT = 30;

    /** Far from the ids that anybody on a machine is given. */
    private static final long FIRST_ID = 1_500_000_000L;

    /** As many for each as a user namespace needs to look whole. */
    private static final int IDS = 65_536;

    private Rooms() {}

    /** The first user id of a room. */
    static long ids(int room) {
        return FIRST_ID + (long) IDS * room;
    }
}
