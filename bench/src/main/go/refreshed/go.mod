module example.com/refreshed

go 1.24
