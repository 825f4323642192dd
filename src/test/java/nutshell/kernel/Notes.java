package nutshell.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jnr.constants.platform.Errno;
import jnr.ffi.Pointer;
import nutshell.capabilities.Capability;
import nutshell.capabilities.CapabilitySet;
import org.jspecify.annotations.Nullable;

/** What a {@link RecordingLibc} was asked, and what it is to answer. */
final class Notes {

    /** What errno holds after a call that nobody told to fail: reading it too late gives itself away by this. */
    private static final Errno STALE = Errno.EXDEV;

    /** _LINUX_CAPABILITY_VERSION_3 of {@code <linux/capability.h>}. */
    private static final int CAPABILITY_VERSION = 0x2008_0522;

    final List<String> calls = new ArrayList<>();
    private final Map<String, Errno> refusals = new HashMap<>();
    private final Map<String, Long> results = new HashMap<>();
    private final Deque<byte[]> datagrams = new ArrayDeque<>();
    private CapabilitySet effective = CapabilitySet.known();
    private Consumer<Long> child = list -> {};
    private int waitStatus;
    private int errno = STALE.intValue();

    Notes refusing(String call, Errno reason) {
        refusals.put(call, reason);
        return this;
    }

    Notes returning(String call, long result) {
        results.put(call, result);
        return this;
    }

    /** What capget(2) says of the calling thread. */
    Notes lacking(Capability missing) {
        effective = CapabilitySet.known().minus(CapabilitySet.of(missing));
        return this;
    }

    /** What recvfrom(2) brings, one after the other. */
    Notes receiving(byte[] datagram) {
        datagrams.add(datagram);
        return this;
    }

    byte[] nextDatagram() {
        return datagrams.remove();
    }

    /** What a new child does with the list at this address. */
    Notes child(Consumer<Long> acts) {
        child = acts;
        return this;
    }

    Consumer<Long> child() {
        return child;
    }

    /** How children end, as wait(2) has it. */
    Notes ending(int rawStatus) {
        waitStatus = rawStatus;
        return this;
    }

    int waitStatus() {
        return waitStatus;
    }

    /** Takes a refusal back, if it was for this reason. */
    void grant(String call, Errno reason) {
        refusals.remove(call, reason);
    }

    int errno() {
        return errno;
    }

    /** Writes a call down and answers it. */
    long take(String call, @Nullable Object... arguments) {
        calls.add(call + "(" + Stream.of(arguments).map(String::valueOf).collect(Collectors.joining(", ")) + ")");
        Optional<Errno> refusal = Optional.ofNullable(refusals.get(call));
        errno = refusal.orElse(STALE).intValue();
        return refusal.isPresent() ? -1 : results.getOrDefault(call, 0L);
    }

    /** Answers capget(2); whoever asks after a refusal must not lose its errno by asking. */
    long capget(Pointer header, Pointer sets) {
        if (header.getInt(0) != CAPABILITY_VERSION || header.getInt(4) != 0) {
            throw new AssertionError("capget(2) was not asked about the calling thread");
        }
        sets.putInt(0, (int) effective.bits());
        sets.putInt(12, (int) (effective.bits() >>> 32));
        return take("capget");
    }
}
