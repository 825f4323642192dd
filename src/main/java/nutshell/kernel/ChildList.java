package nutshell.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import jnr.ffi.Pointer;
import nutshell.mounts.MountFlag;
import org.jspecify.annotations.Nullable;

/**
 * What a new child does before it becomes a program: a list of system calls, carried out in order, the first refusal ends
 * it. Java must not run after fork(2), so the child runs 104 bytes of machine code over this list instead, and leaves
 * each result in it, which the parent reads into the trace.
 */
public final class ChildList {

    /** Bytes of an entry: number, six arguments, result, clock before, clock after. */
    static final int ENTRY = 96;

    /** Bytes before the first entry: the address of clock_gettime(3), padding. */
    static final int HEADER = 16;

    /** Where the child's own process id lies once CLONE_CHILD_SETTID has written it: an argument that means that address. */
    static final long OWN_PID = Long.MIN_VALUE + 1;

    private static final int PR_SET_PDEATHSIG = 1;
    private static final int AT_FDCWD = -100;
    private static final int O_CLOEXEC = 0x8_0000;
    private static final int TIOCSPGRP = 0x5410;

    /** The signals a shell or a JVM may have set to be ignored. */
    private static final Signal[] RESET = {
        Signal.SIGINT, Signal.SIGQUIT, Signal.SIGPIPE, Signal.SIGTSTP, Signal.SIGTTIN, Signal.SIGTTOU
    };

    record Entry(String name, long number, List<String> decoded, List<Long> values) {}

    private final List<Entry> entries = new ArrayList<>();
    /** What the child reads, which must not be collected while it still may. */
    private final KeptMemory memory = new KeptMemory();

    List<Entry> entries() {
        return entries;
    }

    /** Joins a cgroup through a descriptor of its {@code cgroup.procs}: "0" means the writer itself (cgroups(7)). */
    public ChildList joinCgroup(int procsFd) {
        return add(Syscall.WRITE, List.of(Integer.toString(procsFd), "\"0\"", "1"), procsFd, memory.string("0"), 1);
    }

    public ChildList unshare(nutshell.namespaces.Namespace namespace) {
        return add(Syscall.UNSHARE, List.of(namespace.flagName()), namespace.flag());
    }

    /** See mount(2). */
    public ChildList mount(
            @Nullable String source, String target, @Nullable String type, long flags, @Nullable String data) {
        return add(
                Syscall.MOUNT,
                List.of(
                        Text.quoted(source),
                        Text.quoted(target),
                        Text.quoted(type),
                        MountFlag.names(flags),
                        Text.quoted(data)),
                memory.string(source),
                memory.string(target),
                memory.string(type),
                flags,
                memory.string(data));
    }

    /** See umount2(2). */
    public ChildList umount(String target, int flags) {
        return add(
                Syscall.UMOUNT2,
                List.of(Text.quoted(target), Kernel.unmountFlags(flags)),
                memory.string(target),
                flags);
    }

    /** Opens a file for reading; of use to a child that shares our descriptors. See openat(2). */
    public ChildList open(String path) {
        return add(
                Syscall.OPENAT,
                List.of("AT_FDCWD", Text.quoted(path), "O_RDONLY|O_CLOEXEC"),
                AT_FDCWD,
                memory.string(path),
                O_CLOEXEC,
                0);
    }

    /** Opens a file for writing, below a directory's descriptor. */
    public ChildList openToWrite(int directory, String path) {
        return add(
                Syscall.OPENAT,
                List.of(Integer.toString(directory), Text.quoted(path), "O_WRONLY"),
                directory,
                memory.string(path),
                1,
                0);
    }

    public ChildList write(int fd, String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        return add(
                Syscall.WRITE,
                List.of(Integer.toString(fd), Text.quoted(text), Integer.toString(length)),
                fd,
                memory.string(text),
                length);
    }

    /** Writes at the beginning of a file; see pwrite(2). */
    public ChildList writeAtStart(int fd, String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        return add(
                Syscall.PWRITE64,
                List.of(Integer.toString(fd), Text.quoted(text), Integer.toString(length), "0"),
                fd,
                memory.string(text),
                length,
                0);
    }

    /** Reads the beginning of a file; what it read can be had once the list has been carried out. See pread(2). */
    public Supplier<String> readAtStart(int fd, int most) {
        Pointer into = memory.keep(NativeMemory.zeroed(most + 1));
        add(
                Syscall.PREAD64,
                List.of(Integer.toString(fd), "[]", Integer.toString(most), "0"),
                fd,
                into.address(),
                most,
                0);
        return () -> into.getString(0, most + 1, StandardCharsets.UTF_8);
    }

    public ChildList close(int fd) {
        return add(Syscall.CLOSE, List.of(Integer.toString(fd)), fd);
    }

    /** Waits until the writing end of a pipe, of which the child has a copy, is closed: read(2) then returns 0. */
    public ChildList awaitClose(int[] pipe) {
        add(Syscall.CLOSE, List.of(Integer.toString(pipe[1])), pipe[1]);
        return add(Syscall.READ, List.of(Integer.toString(pipe[0]), "\"\"", "1"), pipe[0], memory.string(" "), 1);
    }

    /** Makes a descriptor stand for another; see dup2(2). */
    public ChildList dup(int from, int to) {
        if (from == to) {
            // It stands for itself already, and dup3(2) takes that for a mistake.
            return this;
        }
        return add(Syscall.DUP3, List.of(Integer.toString(from), Integer.toString(to), "0"), from, to, 0);
    }

    /** Leads a process group of its own; see setpgid(2). */
    public ChildList ownProcessGroup() {
        return add(Syscall.SETPGID, List.of("0", "0"), 0, 0);
    }

    /** Joins another process's group, so as to get the signals the terminal sends it; see setpgid(2). */
    public ChildList joinProcessGroup(int group) {
        return add(Syscall.SETPGID, List.of("0", Integer.toString(group)), 0, group);
    }

    /** Lets nothing but SIGINT reach this child, and lets that end it. */
    public ChildList dieOfInterruptOnly() {
        new SignalCalls(this).byDefault(Signal.SIGINT).blockAllBut(Signal.SIGINT);
        return this;
    }

    /** Becomes the terminal's foreground group; possible only while SIGTTOU is blocked, as all signals are here. */
    public ChildList takeTerminal(int fd) {
        return add(Syscall.IOCTL, List.of(Integer.toString(fd), "TIOCSPGRP", "[own pid]"), fd, TIOCSPGRP, OWN_PID);
    }

    /** Adds another list's calls, and keeps alive what those need. */
    public ChildList append(ChildList other) {
        entries.addAll(other.entries);
        memory.keepAll(other.memory);
        return this;
    }

    /** How many calls it has so far. */
    public int size() {
        return entries.size();
    }

    /** Room for the answers of calls to come, all zero; returns its address, which is good for as long as the list is. */
    public long room(int bytes) {
        return memory.keep(NativeMemory.zeroed(bytes)).address();
    }

    /** Puts bytes where a structure of a call to come can point to them; returns the address. */
    public long place(byte[] bytes) {
        return memory.value(bytes);
    }

    /** What every program expects to find: default signals, none blocked, no descriptor but the first three. */
    public ChildList cleanSlate() {
        return cleanSlate(3);
    }

    /** The same, but the descriptors below a number stay open. */
    public ChildList cleanSlate(int firstToClose) {
        SignalCalls signals = new SignalCalls(this).byDefault(RESET);
        add(
                Syscall.CLOSE_RANGE,
                List.of(Integer.toString(firstToClose), "4294967295", "0"),
                firstToClose,
                0xffff_ffffL,
                0);
        signals.blockNone();
        return this;
    }

    /** Dies with the thread that started it, so that a killed shell leaves nothing running; see PR_SET_PDEATHSIG. */
    public ChildList dieWithParent() {
        return add(
                Syscall.PRCTL,
                List.of("PR_SET_PDEATHSIG", "SIGKILL"),
                PR_SET_PDEATHSIG,
                Signal.SIGKILL.number(),
                0,
                0,
                0);
    }

    /** Takes a filter, an array of struct sock_filter, for itself and the program it becomes; see seccomp(2). */
    public ChildList seccomp(byte[] filter) {
        FilterProgram program = new FilterProgram(filter);
        program.memory().forEach(memory::keep);
        return add(Syscall.SECCOMP, program.decoded(), FilterProgram.SET_MODE_FILTER, 0, program.address());
    }

    /** Becomes a program; the last of a list. The environment is NAME=VALUE. See execve(2). */
    public ChildList execve(String path, List<String> argv, List<String> environment) {
        String arguments = String.join(", ", argv.stream().map(Text::quoted).toList());
        return add(
                Syscall.EXECVE,
                List.of(Text.quoted(path), "[" + arguments + "]", "%d vars".formatted(environment.size())),
                memory.string(path),
                memory.strings(argv),
                memory.strings(environment));
    }

    /** Calls that give up power, to be made here in the list. */
    public PrivilegeCalls privileges() {
        return new PrivilegeCalls(this);
    }

    /** Any other call; arguments are numbers, texts, bytes, and null for NULL. */
    public ChildList call(String name, long number, @Nullable Object... arguments) {
        return call(name, number, Stream.of(arguments).map(ChildList::decoded).toList(), arguments);
    }

    /** Any other call, and how its arguments are to be written. */
    public ChildList call(String name, long number, List<String> decoded, @Nullable Object... arguments) {
        List<Long> values = Stream.of(arguments).map(memory::value).toList();
        entries.add(new Entry(name, number, decoded, values));
        return this;
    }

    private static String decoded(@Nullable Object argument) {
        if (argument instanceof Number) {
            return argument.toString();
        }
        return argument instanceof byte[] bytes
                ? bytes.length + " bytes"
                : Text.quoted(argument == null ? null : argument.toString());
    }

    ChildList add(Syscall syscall, List<String> decoded, long... values) {
        entries.add(new Entry(
                syscall.spelled(),
                syscall.number(),
                decoded,
                LongStream.of(values).boxed().toList()));
        return this;
    }
}
