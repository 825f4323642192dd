package nutshell.images;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A number for each of many paths, in some twenty bytes each however long they are: instead of a path its hash is kept, of
 * 64 bits with a random key, so that nobody can make an image in which two paths have one.
 */
final class PathIndex {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long SEED = RANDOM.nextLong();
    private static final long FACTOR = RANDOM.nextLong() | 1;

    private long[] keys = new long[1 << 10];
    private int[] values = new int[1 << 10];
    private int size;

    /** What a path's hash is before its first character. */
    static long start() {
        return SEED;
    }

    /** What it is with one character more: so the hashes of all directories above a path are met on the way. */
    static long with(long hash, char next) {
        long mixed = (hash ^ next) * FACTOR;
        return mixed ^ (mixed >>> 29);
    }

    static long of(String path) {
        long hash = start();
        for (int i = 0; i < path.length(); i++) {
            hash = with(hash, path.charAt(i));
        }
        return hash;
    }

    /** The number, or 0 where there is none. */
    int get(long hash) {
        return values[slot(hash)];
    }

    /** Takes a number above 0. */
    void put(long hash, int value) {
        if (size * 4 >= keys.length * 3) {
            grow();
        }
        int slot = slot(hash);
        if (values[slot] == 0) {
            size++;
        }
        keys[slot] = hash;
        values[slot] = value;
    }

    void clear() {
        Arrays.fill(values, 0);
        size = 0;
    }

    /** Takes all of another's, having asked what becomes of those that are in both: (this one's, the other's). */
    void putAll(PathIndex other, java.util.function.IntBinaryOperator ofBoth) {
        for (int i = 0; i < other.keys.length; i++) {
            if (other.values[i] != 0) {
                int mine = get(other.keys[i]);
                put(other.keys[i], mine == 0 ? other.values[i] : ofBoth.applyAsInt(mine, other.values[i]));
            }
        }
    }

    private int slot(long hash) {
        int slot = (int) (hash ^ (hash >>> 32)) & (keys.length - 1);
        while (values[slot] != 0 && keys[slot] != hash) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new int[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
