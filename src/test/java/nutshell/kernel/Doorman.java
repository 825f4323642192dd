package nutshell.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import jnr.ffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.provider.FFIProvider;
import jnr.ffi.provider.LoadedLibrary;
import jnr.ffi.provider.jffi.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Stands at the kernel's door of a process of a test's own, started with {@code -Djnr.ffi.provider=nutshell.kernel.Doorman}:
 * counts every call, those in a child's list and a deputy's too, and lets {@link Passes} say which is refused or the last.
 *
 * <p>What a child or a deputy does, no Java sees: for a refusal their request becomes a call with a number that a filter of
 * {@link #beforeAnyThread} answers with the errno, and for a kill a kill(2) of this process.
 */
public final class Doorman extends FFIProvider {

    private static final int SPIN = 0x0000_0fa0;
    private static final long FUTEX_WAKE_PRIVATE = 129;
    private static final int ASKED = 1;
    private static final Map<Long, Syscall> BY_NUMBER =
            Arrays.stream(Syscall.values()).collect(Collectors.toMap(Syscall::number, call -> call, (a, b) -> a));

    private final FFIProvider real = new Provider();

    @Override
    public Runtime getRuntime() {
        return real.getRuntime();
    }

    @Override
    public <T> LibraryLoader<T> createLibraryLoader(Class<T> type) {
        return type == Libc.class ? new Loader<>(type) : real.createLibraryLoader(type);
    }

    /** To be called first of all: threads begun later have the filter too, and with it all that they start. */
    public static void beforeAnyThread() {
        Kernel.silent().seccomp(Passes.answeringFilter());
    }

    private final class Loader<T> extends LibraryLoader<T> {
        private final Class<T> type;

        Loader(Class<T> type) {
            super(type);
            this.type = type;
        }

        @Override
        protected T loadLibrary(
                Class<T> asked,
                Collection<String> names,
                Collection<String> paths,
                Map<LibraryOption, Object> options,
                boolean failImmediately) {
            Libc libc = (Libc) real.createLibraryLoader(type).load("c");
            Object watched = Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type, LoadedLibrary.class},
                    (proxy, method, arguments) -> method.getName().equals("getRuntime")
                            ? getRuntime()
                            : passes(libc, method, arguments == null ? new Object[0] : arguments));
            return type.cast(watched);
        }
    }

    private @Nullable Object passes(Libc libc, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("clone")) {
            childList(((Number) arguments[3]).longValue(), method, arguments);
        }
        if (method.getName().equals("mprotect")) {
            sleepSoon((Pointer) arguments[0], ((Number) arguments[1]).longValue());
        }
        Optional<Syscall> number = method.getName().equals("syscall")
                ? Optional.ofNullable(BY_NUMBER.get((Long) arguments[0]))
                : Optional.empty();
        if (number.filter(Syscall.FUTEX::equals).isPresent()) {
            deputy(arguments);
        }
        String name = number.map(Syscall::spelled).orElse(method.getName());
        Passes.Verdict verdict = name.equals("syscall") ? Passes.Verdict.PASS : Passes.at(name);
        if (verdict.errno() > 0) {
            LastError.setLastError(getRuntime(), verdict.errno());
            return method.getReturnType() == int.class ? (Object) (-1) : (Object) (-1L);
        }
        if (verdict == Passes.Verdict.END_BEFORE) {
            end(libc);
        }
        Object result = made(libc, method, arguments);
        if (verdict == Passes.Verdict.END_AFTER) {
            end(libc);
        }
        return result;
    }

    private static Object made(Libc libc, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(libc, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    /** As no program can prevent. */
    private static void end(Libc libc) {
        libc.kill((int) ProcessHandle.current().pid(), Signal.SIGKILL.number());
        LockSupport.park();
    }

    /** The calls that a child is about to make; a deputy's clone has no list. */
    private static void childList(long address, Method clone, Object[] arguments) {
        boolean deputy = (((Number) arguments[2]).intValue() & 0x1000_0000) != 0;
        if (deputy) {
            return;
        }
        for (Pointer entry = at(address + ChildList.HEADER);
                entry.getLong(0) >= 0;
                entry = at(entry.address() + ChildList.ENTRY)) {
            replace(entry, 0);
        }
    }

    /** What a deputy is asked for, which still sleeps. */
    private static void deputy(Object[] arguments) {
        Pointer area = at((Long) arguments[1]);
        boolean asks = (Long) arguments[2] == FUTEX_WAKE_PRIVATE && area.getInt(0) == ASKED;
        if (asks) {
            if (area.getLong(16) == Syscall.CLONE.number() && area.getLong(8) == 1) {
                for (Pointer entry = at(at(area.getLong(32)).getLong(8) + ChildList.HEADER);
                        entry.getLong(0) >= 0;
                        entry = at(entry.address() + ChildList.ENTRY)) {
                    replace(entry, 0);
                }
            }
            replace(area, 16);
        }
    }

    /** Number and arguments lie side by side, in a list's entry and in a deputy's area. */
    private static void replace(Pointer memory, long at) {
        Syscall call = BY_NUMBER.get(memory.getLong(at));
        Passes.Verdict verdict = call == null ? Passes.Verdict.PASS : Passes.at(call.spelled());
        if (verdict.errno() > 0) {
            memory.putLong(at, Passes.ANSWERED + verdict.errno());
        } else if (verdict != Passes.Verdict.PASS) {
            memory.putLong(at + 8, ProcessHandle.current().pid());
            memory.putLong(at + 16, Signal.SIGKILL.number());
            memory.putLong(at, Syscall.KILL.number());
        }
    }

    /**
     * A deputy looks for its next request four thousand times before it sleeps; once is enough here, so that a request can
     * be changed before it is seen. {@code mov ecx, 4000} of deputy-x86_64.s; on other processors deputies pass as they are.
     */
    private static void sleepSoon(Pointer code, long length) {
        for (int i = 0; i + 5 <= length; i++) {
            if (code.getByte(i) == (byte) 0xb9 && code.getInt(i + 1) == SPIN) {
                code.putInt(i + 1, 1);
            }
        }
    }

    private static Pointer at(long address) {
        return Pointer.wrap(Runtime.getSystemRuntime(), address);
    }
}
