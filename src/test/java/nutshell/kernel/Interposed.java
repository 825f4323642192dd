package nutshell.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
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
 * Somebody between the program and its C library, in a process of a test's own: JNR takes whom {@code -Djnr.ffi.provider=}
 * names. So the program itself needs no door for tests.
 */
abstract class Interposed extends FFIProvider {

    private static final Map<Long, Syscall> BY_NUMBER =
            Arrays.stream(Syscall.values()).collect(Collectors.toMap(Syscall::number, call -> call, (a, b) -> a));

    private final FFIProvider real = new Provider();

    /** Answers a call of the program's, perhaps by making it. */
    abstract @Nullable Object answer(Libc libc, Method method, Object[] arguments) throws Throwable;

    @Override
    public Runtime getRuntime() {
        return real.getRuntime();
    }

    @Override
    public <T> LibraryLoader<T> createLibraryLoader(Class<T> type) {
        return type == Libc.class ? new Loader<>(type) : real.createLibraryLoader(type);
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
                            : answer(libc, method, arguments == null ? new Object[0] : arguments));
            return type.cast(watched);
        }
    }

    static Object made(Libc libc, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(libc, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    Object refused(Method method, int errno) {
        LastError.setLastError(getRuntime(), errno);
        return result(method, -1);
    }

    static Object result(Method method, long value) {
        return method.getReturnType() == int.class ? (Object) (int) value : (Object) value;
    }

    /** Which call is meant, where one goes by its number. */
    static Optional<Syscall> numbered(Method method, Object[] arguments) {
        return method.getName().equals("syscall") ? numbered((Long) arguments[0]) : Optional.empty();
    }

    static Optional<Syscall> numbered(long number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }

    static Pointer at(long address) {
        return Pointer.wrap(Runtime.getSystemRuntime(), address);
    }
}
