package nutshell.kernel;

import jnr.ffi.Pointer;
import jnr.ffi.annotations.Encoding;
import jnr.ffi.annotations.Out;
import org.jspecify.annotations.Nullable;

/**
 * The C functions we call, as their manual pages declare them, and nothing beside. Tests put a fake one here.
 *
 * <p>Addresses that only pass through are {@code long}. Of syscall(2) there is one form, with seven arguments: shorter
 * ones passed garbage as their last, and so did mmap(2) with its six, which therefore goes through it too. Strings go out as
 * UTF-8 whatever the locale says: under LC_ALL=C, Java 17 would make a question mark of each letter beyond ASCII.
 */
@Encoding("UTF-8")
public interface Libc {
    int unshare(int flags);

    int setns(int fd, int nstype);

    int sethostname(String name, long length);

    int chroot(String path);

    int chdir(String path);

    int mount(@Nullable String source, String target, @Nullable String type, long flags, @Nullable String data);

    int umount2(String target, int flags);

    int mknod(String path, int mode, long device);

    int umask(int mask);

    int mkdir(String path, int mode);

    int rmdir(String path);

    int open(String path, int flags, int mode);

    int close(int fd);

    long write(int fd, byte[] bytes, long length);

    int socket(int domain, int type, int protocol);

    int setsockopt(int fd, int level, int name, int[] value, int length);

    long send(int fd, byte[] bytes, long length, int flags);

    long recv(int fd, @Out byte[] bytes, long length, int flags);

    int pipe2(@Out int[] ends, int flags);

    int clone(long entry, long stack, int flags, long argument, long parentTid, long tls, long childTid);

    int waitpid(int pid, @Out int[] status, int options);

    int kill(int pid, int signal);

    int tcsetpgrp(int fd, int group);

    int tcgetpgrp(int fd);

    int getpgrp();

    int getpgid(int pid);

    int setpgid(int pid, int group);

    int waitid(int kind, int id, Pointer info, int options);

    int uname(Pointer names);

    int pthread_sigmask(int how, Pointer set, @Nullable Pointer old);

    int mprotect(Pointer address, long length, int protection);

    int munmap(Pointer address, long length);

    Pointer dlsym(long handle, String symbol);

    long syscall(long number, long a, long b, long c, long d, long e, long f);
}
