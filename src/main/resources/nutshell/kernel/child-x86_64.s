# What a new child does instead of Java: carry out the list of system calls at rdi, then never return.
# List: the address of clock_gettime(3), eight bytes of padding, entries. Entry: number, six arguments, result, time before, time after.
.intel_syntax noprefix
.text
        push    rbp
        mov     rbx, rdi
        mov     r12, [rbx]
        add     rbx, 16
next:   cmp     qword ptr [rbx], 0
        js      done
        mov     edi, 1
        lea     rsi, [rbx+64]
        call    r12
        mov     rax, [rbx]
        mov     rdi, [rbx+8]
        mov     rsi, [rbx+16]
        mov     rdx, [rbx+24]
        mov     r10, [rbx+32]
        mov     r8, [rbx+40]
        mov     r9, [rbx+48]
        syscall
        mov     [rbx+56], rax
        mov     r13, rax
        mov     edi, 1
        lea     rsi, [rbx+80]
        call    r12
        test    r13, r13
        js      failed
        add     rbx, 96
        jmp     next
done:   xor     edi, edi
        jmp     exit
failed: mov     edi, 127
exit:   mov     eax, 231
        syscall
