package nutshell.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import jnr.constants.platform.Errno;

/** Which calls have passed the {@link Doorman}, and what becomes of one of them. */
public final class Passes {

    /** Calls of these numbers do not exist; the filter answers them with what they are more than the first. */
    static final long ANSWERED = 0x7000;

    private static final Map<String, List<String>> ERRNOS = read();
    private static final Map<String, Integer> COUNTS = new HashMap<>();
    private static Map<Pass, Verdict> verdicts = Map.of();
    private static List<Pass> passed = new ArrayList<>();
    private static int met;
    private static volatile boolean looking;

    private Passes() {}

    /** A call, by its name and how many of that name went before it. */
    public record Pass(String call, int nth) {
        @Override
        public String toString() {
            return call + "#" + nth;
        }

        public static Pass parse(String text) {
            int hash = text.indexOf('#');
            return new Pass(text.substring(0, hash), Integer.parseInt(text.substring(hash + 1)));
        }
    }

    /** What becomes of a call: an errno for a refusal. */
    public record Verdict(String what, int errno) {
        static final Verdict PASS = new Verdict("pass", 0);
        public static final Verdict END_BEFORE = new Verdict("before", 0);
        public static final Verdict END_AFTER = new Verdict("after", 0);

        public static Verdict refuse(String errno) {
            return new Verdict(errno, Errno.valueOf(errno).intValue());
        }
    }

    /** Counts anew, and has these verdicts carried out. */
    public static synchronized void expect(Map<Pass, Verdict> those) {
        COUNTS.clear();
        passed = new ArrayList<>();
        verdicts = Map.copyOf(those);
        met = 0;
    }

    /** Those with a manual page that lists errnos, since the last {@link #expect}. */
    public static synchronized List<Pass> all() {
        return List.copyOf(passed);
    }

    /** How many of the expected calls have come. */
    public static synchronized int met() {
        return met;
    }

    /** The errnos that the manual page of a call lists. */
    public static List<String> errnos(String call) {
        return ERRNOS.getOrDefault(call, List.of());
    }

    /** Does something that is not to be counted, nor refused. */
    public static <T> T unseen(Supplier<T> look) {
        looking = true;
        try {
            return look.get();
        } finally {
            looking = false;
        }
    }

    static synchronized Verdict at(String call) {
        if (looking || !ERRNOS.containsKey(call)) {
            return Verdict.PASS;
        }
        Pass pass = new Pass(call, COUNTS.merge(call, 1, Integer::sum));
        passed.add(pass);
        Verdict verdict = verdicts.getOrDefault(pass, Verdict.PASS);
        met += verdict.equals(Verdict.PASS) ? 0 : 1;
        return verdict;
    }

    /** {@code A = nr; if (A is of ours) return SECCOMP_RET_ERRNO | A - ANSWERED; return SECCOMP_RET_ALLOW}. */
    static byte[] answeringFilter() {
        ByteBuffer filter = ByteBuffer.allocate(6 * 8).order(ByteOrder.nativeOrder());
        instruction(filter, 0x20, 0, 0, 0);
        instruction(filter, 0x35, 0, 3, (int) ANSWERED);
        instruction(filter, 0x35, 2, 0, (int) ANSWERED + 0x1000);
        instruction(filter, 0x04, 0, 0, 0x0005_0000 - (int) ANSWERED);
        instruction(filter, 0x16, 0, 0, 0);
        instruction(filter, 0x06, 0, 0, 0x7fff_0000);
        return filter.array();
    }

    private static void instruction(ByteBuffer filter, int code, int yes, int no, int k) {
        filter.putShort((short) code).put((byte) yes).put((byte) no).putInt(k);
    }

    private static Map<String, List<String>> read() {
        try (var in = Passes.class.getResourceAsStream("errnos.txt")) {
            Map<String, List<String>> errnos = new TreeMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> errnos.put(
                            line.substring(0, line.indexOf(':')),
                            List.of(line.substring(line.indexOf(' ') + 1).split(" ", -1))));
            return errnos;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
